/** Several pictures of one layer: side by side, for every goal, saved and gone on with. */
import { afterAll, describe, expect, it, test } from 'vitest';
import { randomArray } from '../../base/index.ts';
import { Gpu, createTensor, readTensor, writeTensor } from '../../gpu/index.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import type { InputSpec, Shape3 } from '../../math/index.ts';
import { OCTAVES_RECIPE, TOOLBOX_RECIPES, borderOf } from '../../math/dream/index.ts';
import type { DreamRecipe } from '../../math/dream/index.ts';
import { Network, vgg } from '../../network/index.ts';
import { exactSums } from '../../network/testing/exact-forward.ts';
import type { ExactTensor } from '../../network/testing/exact-forward.ts';
import { compareDirections } from '../../network/testing/finite-differences.ts';
import { METADATA, randomTensors, randomWeights } from '../../network/testing/random-weights.ts';
import { parseSafetensors, writeSafetensors } from '../../io/index.ts';
import { Grower, RECIPE_IDS, networkObjective, recipeFor } from './index.ts';
import type { DreamGoal, DreamSubject, GrowthLook, GrowthRequest, Seedling } from './index.ts';

const gpu = await Gpu.open(openNodeGpu());
const faults: string[] = [];
gpu.onError((error) => faults.push(error.message));
const head = { kind: 'dense', classes: 5, units: 8, map: [1, 1] } as const;
const layers = vgg({ name: 'vgg11', width: 1 / 16, head });
const file = randomWeights(layers, 3);
const network = await Network.load(gpu, layers, file);
/** What the network takes is the picture, so that differences are of the network alone. */
const spec: InputSpec = { order: 'RGB', range: '0..255', mean: [0, 0, 0], std: [64, 64, 64] };
const SIZE = 32;
const subject: DreamSubject = { network, spec, denseSize: SIZE, trainSize: SIZE };
afterAll(() => {
  network.dispose();
  gpu.dispose();
});

const LAYER = 'block3_conv1';
const first: Seedling = { goal: { of: 'channel', channel: 1 }, seed: 4 };
const second: Seedling = { goal: { of: 'unit', channel: 6 }, seed: 9 };
const of = (details?: Partial<DreamRecipe>): DreamRecipe =>
  recipeFor(subject, 'studio', LAYER, { size: SIZE, steps: 6, ...details });

async function withGrower<T>(
  request: Partial<GrowthRequest>,
  work: (grower: Grower) => Promise<T>,
): Promise<T> {
  const grower = await Grower.open(gpu, subject, { layer: LAYER, recipe: of(), ...request });
  try {
    return await work(grower);
  } finally {
    grower.dispose();
  }
}

async function climb(grower: Grower, slots: readonly number[], most = Infinity): Promise<void> {
  for (let n = 0; n < most && slots.some((slot) => !grower.isDone(slot)); n += 1) {
    await grower.advance(slots);
  }
}

/** The picture of a slot at its end. */
async function grown(grower: Grower, seedling: Seedling, slot = 0): Promise<GrowthLook> {
  await grower.plant(slot, seedling);
  await climb(grower, [slot]);
  return (await grower.look([slot]))[0]!;
}

const PIXELS = { ...TOOLBOX_RECIPES[3]!, size: SIZE, steps: 6 };

describe('pictures that grow side by side', () => {
  test.each([
    ['waves', of()],
    ['pixels', PIXELS],
  ])('do not influence each other: %s', async (_, recipe) => {
    const alone = [
      await withGrower({ recipe }, (grower) => grown(grower, first)),
      await withGrower({ recipe }, (grower) => grown(grower, second)),
    ];
    const together = await withGrower({ recipe, slots: 3 }, async (grower) => {
      await grower.plant(2, first);
      await climb(grower, [2], 2);
      await grower.plant(0, second);
      await climb(grower, [0, 2]);
      expect([0, 1, 2].map((slot) => grower.stepOf(slot))).toEqual([6, 0, 6]);
      return grower.look([2, 0]);
    });
    alone.forEach(({ pixels, curve }, index) => {
      expect(together[index]!.pixels).toEqual(pixels);
      expect(together[index]!.curve).toEqual(curve);
    });
    expect(together.map(({ slot, step, steps, size }) => [slot, step, steps, size])).toEqual([
      [2, 6, 6, SIZE],
      [0, 6, 6, SIZE],
    ]);
    expect(alone[0]!.pixels).not.toEqual(alone[1]!.pixels);
    expect(faults).toEqual([]);
  });

  it('leave nothing to what is planted after them, and are made of nothing new', async () => {
    const alone = await withGrower({}, (grower) => grown(grower, second));
    await withGrower({ slots: 2 }, async (grower) => {
      await grown(grower, first);
      const before = gpu.stats;
      await grower.plant(0, second);
      await climb(grower, [0]);
      const after = gpu.stats;
      expect(after.buffersCreated).toBe(before.buffersCreated);
      expect(after.pipelines).toBe(before.pipelines);
      expect(after.readBacks).toEqual(before.readBacks);
      // One for what is forgotten, one for each step.
      expect(after.submits - before.submits).toBe(7);
      const [look] = await grower.look([0]);
      expect(look!.pixels).toEqual(alone.pixels);
      const { data } = await grower.read(0);
      const cells = SIZE * SIZE;
      const bytes = [...look!.pixels].filter((__, index) => index % 4 !== 3);
      const off = bytes.map((byte, index) => {
        const value = data[(index % 3) * cells + Math.floor(index / 3)]!;
        return Math.abs(byte - 255 * value);
      });
      expect(Math.max(...off)).toBeLessThan(0.51);
    });
  });

  it('say what they come to as they stand, and grow on as if nobody had asked', async () => {
    const alone = await withGrower({}, (grower) => grown(grower, first));
    await withGrower({ slots: 2 }, async (grower) => {
      await grower.plant(0, first);
      await grower.plant(1, second);
      const [start, other] = await grower.observe([0, 1]);
      await climb(grower, [0], 3);
      const [one] = await grower.observe([1]);
      expect(one).toBe(other);
      await climb(grower, [0]);
      expect((await grower.observe([0]))[0]).toBeGreaterThan(start!);
      expect((await grower.look([0]))[0]!.pixels).toEqual(alone.pixels);
    });
  });
});

describe('a picture that was saved', () => {
  const octaves: DreamRecipe = {
    ...OCTAVES_RECIPE,
    size: SIZE,
    steps: 4,
    margin: 2,
    octaves: { count: 3, factor: 1.3 },
  };

  it.each([
    ['waves', of({ margin: 2 }), 3],
    ['pixels', PIXELS, 4],
    ['the first octave', octaves, 2],
    ['between two octaves', octaves, 4],
    ['the second octave', octaves, 6],
    ['the end', octaves, 12],
  ])('ends as one that went through: %s', async (_, recipe, step) => {
    const whole = await withGrower({ recipe }, (grower) => grown(grower, first));
    expect(whole.curve).toHaveLength(recipe.steps * (recipe.octaves?.count ?? 1));
    const state = await withGrower({ recipe }, async (grower) => {
      await grower.plant(0, first);
      await climb(grower, [0], step);
      return grower.save(0);
    });
    const later = await withGrower({ recipe }, async (grower) => {
      // Something else was there before.
      await grown(grower, second);
      await grower.plant(0, { ...first, state: structuredClone(state) });
      expect(grower.stepOf(0)).toBe(step);
      await climb(grower, [0]);
      return (await grower.look([0]))[0]!;
    });
    expect(later).toEqual(whole);
    expect(faults).toEqual([]);
  });

  it('is refused by another growth', async () => {
    const state = await withGrower({}, async (grower) => {
      await grower.plant(0, first);
      return grower.save(0);
    });
    const bigger = withGrower({ recipe: of({ size: 36 }) }, (grower) =>
      grower.plant(0, { ...first, state }),
    );
    await expect(bigger).rejects.toThrow('What was saved is of another growth than this one.');
  });
});

/** D = 1 / B * sum over i, j != i of <H_i, H_j>, H = G / |G|, G = X Xt. */
function likeness(maps: readonly ExactTensor[]): number {
  const all = maps.map(({ shape: [channels, height, width], data }) => {
    const cells = height * width;
    const gram = Array.from({ length: channels ** 2 }, (_, index) => {
      const [a, b] = [Math.floor(index / channels) * cells, (index % channels) * cells];
      let sum = 0;
      for (let cell = 0; cell < cells; cell += 1) sum += data[a + cell]! * data[b + cell]!;
      return sum;
    });
    const norm = Math.hypot(...gram);
    return gram.map((value) => value / norm);
  });
  let sum = 0;
  for (const a of all) {
    for (const b of all) if (a !== b) a.forEach((value, index) => (sum += value * b[index]!));
  }
  return sum / maps.length;
}

function meanOf({ shape: [, height, width], data }: ExactTensor, channel: number): number {
  const border = borderOf([1, height, width]);
  let sum = 0;
  for (let y = border; y < height - border; y += 1) {
    for (let x = border; x < width - border; x += 1) {
      sum += data[(channel * height + y) * width + x]!;
    }
  }
  return sum / ((height - 2 * border) * (width - 2 * border));
}

const WEIGHT = 3;
const GOALS: readonly [string, DreamGoal, (maps: readonly ExactTensor[]) => number][] = [
  [
    'a mixture of two channels',
    { of: 'channel', channel: 1, mix: { channel: 5, share: 0.3 } },
    ([map]) => 0.7 * meanOf(map!, 1) + 0.3 * meanOf(map!, 5),
  ],
  [
    'what a unit wants least',
    { of: 'unit', channel: 2, sign: -1 },
    ([map]) => {
      const [, height, width] = map!.shape;
      const row = 2 * height + Math.floor(height / 2);
      return -map!.data[row * width + Math.floor(width / 2)]!;
    },
  ],
  [
    'all of a layer',
    { of: 'layer', channel: 0 },
    ([map]) => map!.data.reduce((sum, value) => sum + value ** 2, 0) / map!.data.length,
  ],
  [
    'as little as possible of a layer',
    { of: 'layer', channel: 0, sign: -1 },
    ([map]) => -map!.data.reduce((sum, value) => sum + value ** 2, 0) / map!.data.length,
  ],
  [
    'a channel, unlike its neighbour',
    { of: 'channel', channel: 1 },
    (maps) => meanOf(maps[0]!, 1) - WEIGHT * likeness(maps),
  ],
];

describe('the gradient of a goal', () => {
  test.each(GOALS)('equals differences: %s', async (name, goal, value) => {
    const shape: Shape3 = [3, SIZE, SIZE];
    const input = createTensor(gpu, 'test.input', shape);
    const pictures = [5, 6].map((seed) => randomArray(3 * SIZE * SIZE, seed, 0, 255));
    const diversity = name.includes('unlike') ? WEIGHT : 0;
    const request = { network, spec, layer: LAYER, channel: 0, slots: 2, diversity };
    const objective = await networkObjective(gpu, request)(input);
    objective.aim(0, goal);
    expect(objective.compare([0, 1])).toBe(diversity > 0);
    for (const slot of [1, 0]) {
      writeTensor(gpu, input, { shape, data: pictures[slot]! });
      gpu.submit('test', (commands) => {
        if (diversity > 0) objective.measure(commands, slot);
      });
    }
    gpu.submit('test', (commands) => {
      objective.encode(commands, { slot: 0, step: 99 });
    });
    const gradient = await readTensor(gpu, objective.gradient);
    const [found = NaN] = new Float32Array(await gpu.read(objective.value));
    const exact = exactSums(layers, file, LAYER);
    const mapOf = (data: ArrayLike<number>): ExactTensor =>
      exact({ shape, data: Float64Array.from(data, (one) => one / 64) });
    const neighbour = mapOf(pictures[1]!);
    const valueAt = (data: ArrayLike<number>): number => value([mapOf(data), neighbour]);
    const asked = { input: { shape, data: pictures[0]! }, gradient, value: valueAt };
    const errors = compareDirections({ ...asked, steps: [1e-6, 1e-7], directions: 6 });
    console.info(`${name}: off by ${errors.map((it) => it.toExponential(1)).join(', ')}`);
    expect(Math.max(...errors)).toBeLessThanOrEqual(1e-2);
    const right = valueAt(pictures[0]!);
    expect(Math.abs(found - right)).toBeLessThanOrEqual(1e-3 * Math.abs(right));
    objective.dispose();
    input.dispose();
    expect(faults).toEqual([]);
  });
});

describe('goals', () => {
  it('are all excited', async () => {
    const recipe = of({ steps: 24, transforms: [] });
    for (const [, goal] of GOALS) {
      const { curve } = await withGrower({ recipe }, (grower) => grown(grower, { goal, seed: 2 }));
      expect(curve.at(-1)).toBeGreaterThan(curve[0]!);
    }
  });

  it('of four pictures that are to differ make them differ more', async () => {
    const slots = [0, 1, 2, 3];
    const exact = exactSums(layers, file, LAYER);
    const likenessWith = async (diversity: number): Promise<number> => {
      const maps = await withGrower(
        { slots: 4, diversity, recipe: of({ steps: 24 }) },
        async (g) => {
          for (const slot of slots) await g.plant(slot, { goal: first.goal, seed: slot });
          await climb(g, slots);
          return Promise.all(slots.map((slot) => g.read(slot)));
        },
      );
      const scaled = maps.map(({ shape, data }) =>
        exact({ shape, data: Float64Array.from(data, (one) => (255 * one) / 64) }),
      );
      return likeness(scaled);
    };
    const [alike, unlike] = [await likenessWith(0), await likenessWith(100)];
    console.info(`likeness ${alike.toFixed(3)} without, ${unlike.toFixed(3)} with diversity`);
    expect(unlike).toBeLessThan(0.9 * alike);
  });

  it('behind ReLUs that let nothing through are reached in the first steps', async () => {
    const tensors = randomTensors(layers, 3);
    const [name = ''] = [...tensors.keys()].filter((one) => one.endsWith('bias'));
    const bias = tensors.get(name)!;
    tensors.set(name, { ...bias, data: bias.data.map(() => -100) });
    const dark = parseSafetensors(writeSafetensors(tensors, METADATA));
    const dead = await Network.load(gpu, layers, dark);
    const changed = async (recipe: DreamRecipe): Promise<readonly number[]> => {
      const request = { layer: LAYER, recipe: { ...recipe, steps: 24 } };
      const grower = await Grower.open(gpu, { ...subject, network: dead }, request);
      await grower.plant(0, first);
      const before = await grower.read(0);
      await climb(grower, [0], 16);
      const middle = await grower.read(0);
      await climb(grower, [0]);
      const after = await grower.read(0);
      grower.dispose();
      const between = (a: Float32Array, c: Float32Array): number =>
        a.reduce((most, value, index) => Math.max(most, Math.abs(value - c[index]!)), 0);
      return [between(before.data, middle.data), between(middle.data, after.data)];
    };
    const rule = { kind: 'ascend', by: 'length', rate: 1, epsilon: 1e-12 } as const;
    const waves = await changed(of({ optimiser: rule }));
    // Pixels grow as they were published: nothing is redirected.
    const start = { distribution: 'uniform', center: 128, spread: 10 } as const;
    const parameters = { kind: 'pixels', range: 255, start } as const;
    const pixels = await changed(of({ optimiser: rule, parameters }));
    dead.dispose();
    expect(waves[0]).toBeGreaterThan(0.01);
    expect([waves[1], ...pixels]).toEqual([0, 0, 0]);
  });
});

describe('a margin', () => {
  it('grows and is not shown', async () => {
    const look = await withGrower({ recipe: of({ margin: 5 }) }, (grower) => grown(grower, first));
    expect(look.size).toBe(SIZE);
    expect(look.pixels).toHaveLength(SIZE * SIZE * 4);
    const none = await withGrower({}, (grower) => grown(grower, first));
    expect(look.pixels).not.toEqual(none.pixels);
  });

  it.each(['fourier', 'pixels'])('lies round a picture to begin with: %s', async (kind) => {
    const shape = [3, SIZE, SIZE] as const;
    const data = randomArray(3 * SIZE * SIZE, 4, 0.05, 0.95);
    const recipe = { ...(kind === 'fourier' ? of() : PIXELS), margin: 4 };
    const read = await withGrower({ recipe, start: { shape, data } }, async (grower) => {
      await grower.plant(0, first);
      return grower.read(0);
    });
    expect(read.shape).toEqual(shape);
    read.data.forEach((value, index) => {
      expect(Math.abs(value - data[index]!)).toBeLessThan(2e-4);
    });
  });
});

describe('what there is not', () => {
  it('is refused in plain words, and leaves nothing behind', async () => {
    gpu.trim();
    const live = gpu.stats.liveBytes;
    const open = (request: Partial<GrowthRequest>) => withGrower(request, () => Promise.resolve());
    await expect(open({ layer: 'block9' })).rejects.toThrow('There is no layer block9');
    await expect(open({ slots: 0 })).rejects.toThrow('slots is a whole number from 1 on, not 0.');
    await expect(open({ recipe: OCTAVES_RECIPE, slots: 2 })).rejects.toThrow('one picture at a');
    await expect(open({ recipe: { ...of(), steps: 0 } })).rejects.toThrow(RangeError);
    await expect(open({ diversity: NaN })).rejects.toThrow('diversity is a number, not NaN.');
    await withGrower({}, async (grower) => {
      const plant = (seedling: Partial<Seedling>) => grower.plant(0, { ...first, ...seedling });
      const mix = { channel: 99, share: 0.5 };
      const wrong: readonly [Promise<void>, string][] = [
        [grower.plant(1, first), 'There is no slot 1, only 1.'],
        [plant({ seed: 0.5 }), 'seed is a whole number, not 0.5.'],
        [plant({ goal: { of: 'channel', channel: 16 } }), 'There is no channel 16'],
        [plant({ goal: { ...first.goal, mix } }), 'There is no channel 99'],
        [plant({ goal: { ...first.goal, mix: { channel: 0, share: 2 } } }), 'The share of a'],
        [grower.advance([0]), 'Nothing grows in slot 0.'],
        [grower.save(0).then(), 'Nothing grows in slot 0.'] as never,
      ];
      for (const [made, sentence] of wrong) await expect(made).rejects.toThrow(sentence);
      await grower.plant(0, first);
      expect(grower.isDone(0)).toBe(false);
      grower.clear(0);
      await expect(grower.look([0])).rejects.toThrow('Nothing grows in slot 0.');
    });
    gpu.trim();
    expect(gpu.stats.liveBytes).toBe(live);
    expect(() => recipeFor(subject, 'deep', LAYER)).toThrow('There is no recipe deep, only studio');
    expect(RECIPE_IDS[0]).toBe('studio');
    for (const id of RECIPE_IDS) expect(recipeFor(subject, id, LAYER).id).toBe(id);
    expect(faults).toEqual([]);
  });
});
