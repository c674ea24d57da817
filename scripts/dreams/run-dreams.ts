/** `npm run dreams`: understands the wish, fulfils it, and says in one line what went wrong. */
import { messageOf } from '../../src/base/index.ts';
import { Gpu } from '../../src/gpu/index.ts';
import { openNodeGpu } from '../../src/gpu/testing/node-gpu.ts';
import { makeGallery } from './make-gallery.ts';
import { HELP, UsageError, readWish } from './options.ts';
import type { Surroundings } from './surroundings.ts';

const DONE = 0;
const FAILED = 1;
const NOT_UNDERSTOOD = 2;

/** Runs the command with the words of its line. Gives the exit status: 0 done, 1 failed, 2 not understood. */
export async function runDreams(words: readonly string[], around: Surroundings): Promise<number> {
  try {
    const wish = readWish(words);
    if (wish.kind === 'help') around.screen.line(HELP);
    else await makeGallery(wish, () => Gpu.open(openNodeGpu()), around);
    return DONE;
  } catch (error) {
    if (around.signal.aborted) {
      around.complain('Stopped. Finished pictures stay; the same command goes on from there.');
      return FAILED;
    }
    const [line = ''] = messageOf(error).split('\n');
    around.complain(line);
    return error instanceof UsageError ? NOT_UNDERSTOOD : FAILED;
  }
}
