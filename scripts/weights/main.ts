/** `npm run weights`: understands the wish, fulfils it, and says in one line what went wrong. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../src/base/index.ts';
import { readManifest } from '../../src/network/index.ts';
import type { ModelEntry } from '../../src/network/index.ts';
import { getModel, localModel } from './get-model.ts';
import { HELP, UsageError, readWish } from './options.ts';
import type { Wish } from './options.ts';
import { megabytes } from './progress.ts';
import type { Surroundings } from './surroundings.ts';

const DONE = 0;
const FAILED = 1;
const NOT_UNDERSTOOD = 2;
const NAME_COLUMNS = 16;

/** Runs the command with the words of its line. Gives the exit status: 0 done, 1 failed, 2 not understood. */
export async function runWeights(words: readonly string[], around: Surroundings): Promise<number> {
  try {
    await fulfil(readWish(words), around);
    return DONE;
  } catch (error) {
    if (around.signal.aborted) {
      around.complain('Stopped. What has come stays; the same command goes on from there.');
      return FAILED;
    }
    around.complain(inOneLine(error));
    return error instanceof UsageError ? NOT_UNDERSTOOD : FAILED;
  }
}

async function fulfil(wish: Wish, around: Surroundings): Promise<void> {
  if (wish.kind === 'help') {
    around.screen.line(HELP);
    return;
  }
  const path = wish.manifest ?? join(around.weights, 'manifest.json');
  const entries = readManifest(JSON.parse(await readFile(path, 'utf8')));
  if (wish.kind === 'list') {
    for (const entry of entries) around.screen.line(await describe(entry, around));
    return;
  }
  const entry = entries.find(({ id }) => id === wish.id);
  if (entry) {
    await getModel(wish, entry, around);
    return;
  }
  const known = entries.filter(({ origin }) => origin !== 'shipped').map(({ id }) => id);
  throw new UsageError(`There is no model ${wish.id}; there are ${known.join(', ')}.`);
}

async function describe(entry: ModelEntry, around: Surroundings): Promise<string> {
  const { id, bytes } = entry;
  const column = id.padEnd(NAME_COLUMNS);
  if (entry.origin === 'shipped') return `${column}comes with the studio`;
  const { features, dense } = bytes;
  const more = dense === null ? '' : `, with --dense ${megabytes(features + dense)} MB`;
  const sizes = `${megabytes(features)} MB${more}`;
  const here = await localModel(id, around);
  if (!here) return `${column}${sizes}`;
  const what = here.parameters < entry.parameters ? 'without' : 'with';
  return `${column}${sizes}; here, ${what} dense layers, ${megabytes(here.bytes)} MB`;
}

/** A reason for people: the first line, and what the system means by its codes. */
function inOneLine(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') {
    return 'The disk is full. Make room and run the same command again: it goes on where it stopped.';
  }
  const [line = ''] = messageOf(error).split('\n');
  return line;
}
