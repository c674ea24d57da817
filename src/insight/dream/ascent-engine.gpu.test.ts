/** Pictures that grow, with an objective that needs no network. */
import { afterAll, describe, expect, it } from 'vitest';
import { Gpu, createTensor, readTensor, writeTensor } from '../../gpu/index.ts';
import { randomArray } from '../../base/index.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import {
  BOOK_RECIPE,
  DREAM_RECIPES,
  OCTAVES_RECIPE,
  octaveSizes,
  studioRecipe,
} from '../../math/dream/index.ts';
import type { DreamRecipe } from '../../math/dream/index.ts';
import { toyObjective } from '../testing/toy-objective.ts';
import type { ToyObjective } from '../testing/toy-objective.ts';
import { AscentEngine } from './index.ts';
import type { AscentRequest } from './index.ts';

const gpu = await Gpu.open(openNodeGpu());
const faults: string[] = [];
gpu.onError((error) => faults.push(error.message));
afterAll(() => {
  gpu.dispose();
});

const SIZE = 32;
const MEAN = [0.485, 0.456, 0.406] as const;

interface Growing {
  readonly engine: AscentEngine;
  readonly objective: ToyObjective;
  /** Of the picture as it is, not transformed. */
  readonly value: () => Promise<number>;
}

async function grow(recipe: DreamRecipe, more: Partial<AscentRequest> = {}): Promise<Growing> {
  const made: ToyObjective[] = [];
  const engine = await AscentEngine.open(gpu, {
    recipe: { ...recipe, size: SIZE },
    seed: 3,
    input: { width: SIZE, height: SIZE },
    inputRange: 255,
    mean: MEAN,
    objective: async (input) => {
      const toy = await toyObjective(gpu, input);
      made.push(toy);
      return toy;
    },
    ...more,
  });
  const [objective] = made;
  if (!objective) throw new Error('no objective was asked for');
  const value = (): Promise<number> => {
    engine.observe();
    return objective.mean();
  };
  return { engine, objective, value };
}

function advance(engine: AscentEngine, steps: number): void {
  for (let step = 0; step < steps; step += 1) engine.advance();
}

const RECIPES = [studioRecipe(1), studioRecipe(5), ...DREAM_RECIPES].map(
  (recipe) => [`${recipe.id}, ${String(recipe.transforms.length)} transforms`, recipe] as const,
);

describe('a picture that grows', () => {
  it.each(RECIPES)('excites more and more: %s', async (_, recipe) => {
    const { engine, value } = await grow(recipe);
    const values = [await value()];
    for (let part = 0; part < 3; part += 1) {
      advance(engine, 8);
      values.push(await value());
    }
    const [first = NaN, second = NaN, , last = NaN] = values;
    expect(second).toBeGreaterThan(first);
    expect(last).toBeGreaterThan(second);
    expect(engine.stepOf()).toBe(24);
    const { shape, data } = await engine.read();
    expect(shape).toEqual([3, SIZE, SIZE]);
    expect(data.every((number) => number >= 0 && number <= 1)).toBe(true);
    expect(new Set(data).size).toBeGreaterThan(100);
    engine.dispose();
    expect(faults).toEqual([]);
  });

  it('follows the gradient of its numbers all the way back', async () => {
    // One small step of plain ascent along the gradient raises a smooth objective by rate times its squared length,
    // which only an exact gradient does.
    const plain = studioRecipe(5);
    const rate = 1e-5;
    const recipe: DreamRecipe = {
      ...plain,
      transforms: [],
      optimiser: { kind: 'ascend', by: 'rate', rate },
    };
    const { engine, value } = await grow(recipe, { inputRange: 1 });
    const before = await value();
    const { buffers: start } = await engine.save();
    engine.advance();
    const { buffers: end } = await engine.save();
    const [a, b] = [start[0], end[0]];
    if (!a || !b) throw new Error('nothing was saved');
    const square = a.reduce((sum, number, index) => sum + ((b[index] ?? 0) - number) ** 2, 0);
    expect(square).toBeGreaterThan(0);
    // Back to the start and on by a hundred times as much, so that f32 tells the difference.
    const factor = 100;
    const far = a.map((number, index) => number + factor * ((b[index] ?? 0) - number));
    engine.restore({ step: 0, buffers: [far, ...start.slice(1)] });
    const rise = (await value()) - before;
    const promised = (factor * square) / rate;
    expect(rise / promised).toBeGreaterThan(0.97);
    expect(rise / promised).toBeLessThan(1.03);
    engine.dispose();
  });

  it('keeps what the objective was in every step', async () => {
    const recipe = { ...studioRecipe(5), steps: 6, transforms: [] };
    const { engine, value } = await grow(recipe);
    expect(await engine.readCurve()).toHaveLength(0);
    const values: number[] = [];
    for (let step = 0; step < 8; step += 1) {
      values.push(await value());
      engine.advance();
    }
    const curve = await engine.readCurve();
    expect(curve).toHaveLength(6);
    curve.forEach((found, step) => {
      expect(Math.abs(found / (values[step] ?? NaN) - 1)).toBeLessThan(1e-4);
    });
    engine.dispose();
  });

  it('can be looked at by transforms that no step has made', async () => {
    const { engine, objective, value } = await grow(studioRecipe(5));
    advance(engine, 12);
    const plain = await value();
    const seen: number[] = [];
    for (let draw = 0; draw < 4; draw += 1) {
      engine.observe(draw);
      seen.push(await objective.mean());
    }
    expect(new Set([plain, ...seen]).size).toBe(5);
    engine.observe(2);
    expect(await objective.mean()).toBe(seen[2]);
    engine.dispose();
  });

  it('is the same to the byte for the same seed, another for another', async () => {
    const run = async (seed: number): Promise<Float32Array> => {
      const { engine } = await grow(studioRecipe(5), { seed });
      advance(engine, 12);
      const { data } = await engine.read();
      engine.dispose();
      return data;
    };
    const first = await run(7);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  it('goes on from what was saved as if it had never stopped', async () => {
    const whole = await grow(studioRecipe(5));
    advance(whole.engine, 10);
    const half = await grow(studioRecipe(5));
    advance(half.engine, 6);
    const state = await half.engine.save();
    half.engine.dispose();
    const later = await grow(studioRecipe(5));
    later.engine.restore(state);
    expect(later.engine.stepOf()).toBe(6);
    advance(later.engine, 4);
    expect((await later.engine.read()).data).toEqual((await whole.engine.read()).data);
    whole.engine.dispose();
    later.engine.dispose();
  });

  it('makes nothing while it grows, submits once a step, and gives back all', async () => {
    await grow(studioRecipe(5)).then(({ engine }) => {
      engine.dispose();
    });
    const live = gpu.stats.liveBytes;
    const { engine } = await grow(studioRecipe(5));
    const before = gpu.stats;
    advance(engine, 20);
    const after = gpu.stats;
    expect(after.buffersCreated).toBe(before.buffersCreated);
    expect(after.liveBytes).toBe(before.liveBytes);
    expect(after.submits - before.submits).toBe(20);
    expect(after.readBacks).toEqual(before.readBacks);
    engine.dispose();
    expect(gpu.stats.liveBytes).toBe(live);
  });

  it('goes from octave to octave', async () => {
    expect(octaveSizes(OCTAVES_RECIPE)).toHaveLength(12);
    expect(octaveSizes(OCTAVES_RECIPE).slice(0, 3)).toEqual([56, 67, 80]);
    const small = await grow(OCTAVES_RECIPE);
    advance(small.engine, 10);
    const size = 38;
    const input = { width: size, height: size };
    const large = await grow(OCTAVES_RECIPE, { start: small.engine.picture(), size, input });
    const start = await large.engine.read();
    const grown = await small.engine.read();
    expect(start.shape).toEqual([3, size, size]);
    const mean = (data: Float32Array): number =>
      data.reduce((sum, value) => sum + value, 0) / data.length;
    expect(mean(start.data)).toBeCloseTo(mean(grown.data), 2);
    const before = await large.value();
    advance(large.engine, 10);
    expect(await large.value()).toBeGreaterThan(before);
    small.engine.dispose();
    large.engine.dispose();
  });

  it('begins with a picture of its own', async () => {
    const start = createTensor(gpu, 'test.start', [3, SIZE, SIZE]);
    gpu.upload(start.buffer, new Float32Array(start.buffer.bytes / 4).fill(128));
    const { engine } = await grow(BOOK_RECIPE, { start });
    const [, second = NaN] = (await readTensor(gpu, engine.picture())).data;
    expect(second).toBeCloseTo(128, 4);
    engine.dispose();
    start.dispose();
  });

  it.each([32, 33])('makes waves of a picture, %i pixels', async (size) => {
    const shape = [3, size, size] as const;
    const data = randomArray(3 * size * size, 4, 0.02, 0.98);
    const start = createTensor(gpu, 'test.start', shape);
    writeTensor(gpu, start, { shape, data });
    const { engine } = await grow(studioRecipe(5), { start, size });
    const found = await engine.read();
    found.data.forEach((value, index) => {
      expect(Math.abs(value - (data[index] ?? NaN))).toBeLessThan(1e-4);
    });
    engine.dispose();
    start.dispose();
  });

  it('leaves nothing behind when the objective cannot be made', async () => {
    const live = gpu.stats.liveBytes;
    const objective = (): Promise<never> => Promise.reject(new Error('no such layer'));
    await expect(grow(studioRecipe(5), { objective })).rejects.toThrow('no such layer');
    expect(gpu.stats.liveBytes).toBe(live);
  });
});
