/** What keeping dense weights in 16 or 8 bits does to the scores; `docs/kernels.md` has the figures at VGG's size. */
import { afterAll, expect, test } from 'vitest';
import { Gpu, writeTensor } from '../gpu/index.ts';
import type { WeightFormat } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import {
  activationsOf,
  changeOf,
  denseHead,
  heNetwork,
  lineOf,
  readScores,
} from './testing/precision.ts';
import type { Scores } from './testing/precision.ts';

const gpu = await Gpu.open(openNodeGpu());
afterAll(() => {
  gpu.dispose();
});

/** Bounds of how far a logit moves, relative to the largest: 4e-4 and 1e-2 were measured. Zero would mean f32. */
const LOGITS_MOVE = { f16: [1e-4, 1e-3], q8: [3e-3, 2e-2] } as const;

/** Small, so that it is quick; KAWASEMI_HEAD=512,4096 is VGG's own. */
const [CHANNELS = 0, UNITS = 0] = (process.env.KAWASEMI_HEAD ?? '64,512').split(',').map(Number);
const CLASSES = 1000;
const INPUTS = 10;

async function scoresWith(format: WeightFormat): Promise<readonly Scores[]> {
  const network = await heNetwork(gpu, denseHead(CHANNELS, UNITS, CLASSES), format);
  const pass = await network.pass({ height: 7, width: 7 });
  const scores: Scores[] = [];
  for (let seed = 0; seed < INPUTS; seed += 1) {
    const { shape } = pass.input;
    writeTensor(gpu, pass.input, { shape, data: activationsOf(CHANNELS * 49, 10 + seed) });
    gpu.submit('test', (commands) => {
      pass.encode(commands);
    });
    scores.push(await readScores(pass));
  }
  pass.dispose();
  network.dispose();
  gpu.trim();
  return scores;
}

test('a dense head like that of VGG scores nearly the same in 16 and in 8 bits', async () => {
  const expected = await scoresWith('f32');
  for (const format of ['f16', 'q8'] as const) {
    const change = changeOf(await scoresWith(format), expected);
    console.info(lineOf(`${String(CHANNELS)} x 7 x 7, ${String(UNITS)}, ${format}`, change));
    const [least, most] = LOGITS_MOVE[format];
    expect(change.logit).toBeGreaterThan(least);
    expect(change.logit).toBeLessThan(most);
    expect(change.top1).toBeGreaterThanOrEqual(0.9);
  }
}, 600_000);
