/** Steps up a gradient and what keeps a picture from becoming noise, against their references. */
import { randomArray } from '../../base/index.ts';
import { boxWeights, gaussianWeights } from '../../math/dream/index.ts';
import type { AscendRule } from '../../math/dream/index.ts';
import { sizeOf } from '../../math/index.ts';
import type { Shape3, Tensor3 } from '../../math/index.ts';
import {
  adam,
  adjust,
  ascend,
  blur,
  dropCells,
  normGradient,
  powerSum,
  rmsprop,
  variationGradient,
} from '../../math/reference/index.ts';
import type { AdamState, PropState } from '../../math/reference/index.ts';
import { createTensor, readTensor, uploadTensor } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import {
  adamParams,
  prepareAdam,
  prepareAscend,
  preparePowerSum,
  prepareRmsprop,
} from '../kernels/dream-ascent.ts';
import { prepareDot } from '../kernels/dream-dot.ts';
import {
  prepareAdjust,
  prepareBlur,
  prepareDrop,
  prepareNorm,
  prepareVariation,
} from '../kernels/dream-regularize.ts';
import type { LaunchGroup } from '../kernels/group.ts';
import { createPoisoned, expectClose, expectRefusal, expectTensor, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';

/** A few operations, two of them quotients or roots. */
const TOLERANCE = 1e-6;
/** A root of any degree is a power in f32. */
const ROOT_TOLERANCE = 1e-5;
/** Three steps after one another, of which each adds to the last. */
const STEPS = 3;
const SHAPE: Shape3 = [3, 19, 23];
/** Of more cells than one workgroup has invocations. */
const LARGE: Shape3 = [3, 67, 45];
const ONE: Shape3 = [3, 1, 1];

const random = (shape: Shape3, seed: number, low = -1, high = 1): Tensor3 => ({
  shape,
  data: randomArray(sizeOf(shape), seed, low, high),
});

function zeros(gpu: Gpu, shape: Shape3): BlockedTensor {
  return uploadTensor(gpu, 'check.zeros', { shape, data: new Float32Array(sizeOf(shape)) });
}

function runGroup(gpu: Gpu, group: LaunchGroup): void {
  gpu.submit('check', (commands) => {
    for (const launch of group.dispatches) commands.dispatch(launch);
  });
  group.dispose();
}

async function checkAdam(gpu: Gpu): Promise<void> {
  const rule = { rate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const start = random(SHAPE, 1);
  const nothing = new Float32Array(start.data.length);
  let expected: AdamState = { values: start.data, first: nothing, second: nothing };
  const values = uploadTensor(gpu, 'check.values', start);
  const gradient = createTensor(gpu, 'check.gradient', SHAPE);
  const [first, second] = [zeros(gpu, SHAPE), zeros(gpu, SHAPE)];
  const launch = await prepareAdam(gpu, 'check', {
    ...rule,
    values: values.buffer,
    gradient: gradient.buffer,
    first: first.buffer,
    second: second.buffer,
  });
  for (let step = 1; step <= STEPS; step += 1) {
    const slopes = random(SHAPE, 10 + step, -1e-3, 1e-3);
    const uploaded = uploadTensor(gpu, 'check.slopes', slopes);
    launch.setParams(adamParams(values.buffer, rule, step));
    gpu.submit('check', (commands) => {
      commands.copy(uploaded.buffer, gradient.buffer, 0);
      commands.dispatch(launch);
    });
    uploaded.dispose();
    expected = adam(expected, slopes.data, rule, step);
  }
  await expectTensor(gpu, values, { shape: SHAPE, data: expected.values }, TOLERANCE);
  await expectTensor(gpu, second, { shape: SHAPE, data: expected.second }, TOLERANCE);
  for (const made of [values, gradient, first, second, launch]) made.dispose();
}

async function checkRmsprop(gpu: Gpu): Promise<void> {
  const rule = { rate: 1, rho: 0.999, epsilon: 1e-7 };
  const start = random(SHAPE, 1, 0, 255);
  const slopes = random(SHAPE, 2);
  let expected: PropState = { values: start.data, squares: new Float32Array(start.data.length) };
  const values = uploadTensor(gpu, 'check.values', start);
  const gradient = uploadTensor(gpu, 'check.gradient', slopes);
  const squares = zeros(gpu, SHAPE);
  const launch = await prepareRmsprop(gpu, 'check', {
    ...rule,
    values: values.buffer,
    gradient: gradient.buffer,
    squares: squares.buffer,
  });
  for (let step = 0; step < STEPS; step += 1) {
    gpu.submit('check', (commands) => {
      commands.dispatch(launch);
    });
    expected = rmsprop(expected, slopes.data, rule);
  }
  await expectTensor(gpu, values, { shape: SHAPE, data: expected.values }, TOLERANCE);
  for (const made of [values, gradient, squares, launch]) made.dispose();
}

const RULES: readonly AscendRule[] = [
  { by: 'rate', rate: 3 },
  { by: 'root-mean-square', rate: 1, epsilon: 1e-5 },
  { by: 'length', rate: 10, epsilon: 1e-12 },
  { by: 'progress', rate: 1e8, progress: 2, epsilon: 1e-12 },
  { by: 'progress', rate: 1e-3, progress: 2, epsilon: 1e-12 },
];

async function checkAscend(gpu: Gpu, shape: Shape3, rule: AscendRule): Promise<void> {
  const start = random(shape, 1);
  const slopes = random(shape, 2, -0.1, 0.1);
  const values = uploadTensor(gpu, 'check.values', start);
  const gradient = uploadTensor(gpu, 'check.gradient', slopes);
  const sum = gpu.buffer('check.sum', 4);
  const summing = { values: gradient.buffer, output: sum, power: 2, center: 0 };
  runOnce(gpu, await preparePowerSum(gpu, 'check', summing));
  const request = { ...rule, values: values.buffer, gradient: gradient.buffer, sum };
  runOnce(gpu, await prepareAscend(gpu, 'check', request));
  const expected = ascend(start.data, slopes.data, rule);
  await expectTensor(gpu, values, { shape, data: expected }, TOLERANCE);
  for (const made of [values, gradient, sum]) made.dispose();
}

async function checkSum(gpu: Gpu, shape: Shape3, power: number): Promise<void> {
  const values = random(shape, 1);
  const input = uploadTensor(gpu, 'check.values', values);
  const output = gpu.bufferFrom('check.sum', Float32Array.of(NaN));
  const request = { values: input.buffer, output, power, center: 0.25 };
  runOnce(gpu, await preparePowerSum(gpu, 'check', request));
  const found = new Float32Array(await gpu.read(output));
  expectClose(found, [powerSum(values.data, power, 0.25)], TOLERANCE);
  input.dispose();
  output.dispose();
}

/** Of seven channels, or of the second four of them, of which the last is padding. */
async function checkDot(gpu: Gpu, shape: Shape3, channel?: number): Promise<void> {
  const [a, b] = [random(shape, 1), random(shape, 2, 0, 1)];
  const cells = shape[1] * shape[2];
  const first = channel === undefined ? 0 : Math.floor(channel / 4) * 4 * cells;
  const last = channel === undefined ? a.data.length : first + 4 * cells;
  const expected = a.data.reduce((sum, value, index) => {
    const isIn = index >= first && index < last;
    return sum + (isIn ? value * (b.data[index] ?? NaN) : 0);
  }, 0);
  // Sums of mixed signs: relative to the sum of the sizes.
  const size = a.data.reduce((sum, value) => sum + Math.abs(value), 0);
  const maps = { a: uploadTensor(gpu, 'check.a', a), b: uploadTensor(gpu, 'check.b', b) };
  const output = gpu.bufferFrom('check.dot', Float32Array.of(NaN));
  const request = { ...maps, output, ...(channel === undefined ? {} : { channel }) };
  runOnce(gpu, await prepareDot(gpu, 'check', request));
  const [found = NaN] = new Float32Array(await gpu.read(output));
  expectClose([found / size], [expected / size], TOLERANCE);
  for (const made of [maps.a, maps.b, output]) made.dispose();
}

async function checkVariation(gpu: Gpu, shape: Shape3, power: 1 | 2): Promise<void> {
  const weight = -0.25;
  const values = random(shape, 1);
  // Equal neighbours, whose order nothing decides.
  values.data.fill(0.5, 0, Math.min(3, values.data.length));
  const slopes = random(shape, 2);
  const picture = uploadTensor(gpu, 'check.picture', values);
  const gradient = uploadTensor(gpu, 'check.gradient', slopes);
  runOnce(gpu, await prepareVariation(gpu, 'check', { picture, gradient, power, weight }));
  const added = variationGradient(values, power).data;
  const data = slopes.data.map((value, index) => value + weight * (added[index] ?? 0));
  await expectTensor(gpu, gradient, { shape, data }, TOLERANCE);
  picture.dispose();
  gradient.dispose();
}

async function checkNorm(gpu: Gpu, power: number, rooted: boolean): Promise<void> {
  const [weight, center] = [-0.05, 0.5];
  const values = random(SHAPE, 1, 0, 1);
  values.data.fill(center, 0, 3);
  const slopes = random(SHAPE, 2);
  const picture = uploadTensor(gpu, 'check.picture', values);
  const gradient = uploadTensor(gpu, 'check.gradient', slopes);
  const sum = gpu.buffer('check.sum', 4);
  const summing = { values: picture.buffer, output: sum, power, center };
  runOnce(gpu, await preparePowerSum(gpu, 'check', summing));
  const request = { picture, gradient, power, center, weight, sum: rooted ? sum : null };
  runGroup(gpu, await prepareNorm(gpu, 'check', request));
  const added = normGradient(values.data, { power, center, rooted });
  const data = slopes.data.map((value, index) => value + weight * (added[index] ?? 0));
  await expectTensor(gpu, gradient, { shape: SHAPE, data }, ROOT_TOLERANCE);
  for (const made of [picture, gradient, sum]) made.dispose();
}

async function checkBlur(gpu: Gpu, shape: Shape3, weights: Float32Array): Promise<void> {
  const values = random(shape, 1);
  const picture = uploadTensor(gpu, 'check.picture', values);
  const scratch = createPoisoned(gpu, 'check.scratch', shape);
  runGroup(gpu, await prepareBlur(gpu, 'check', { picture, scratch, weights }));
  await expectTensor(gpu, picture, blur(values, weights), TOLERANCE);
  picture.dispose();
  scratch.dispose();
}

async function checkAdjust(gpu: Gpu): Promise<void> {
  const values = random(SHAPE, 1, -50, 300);
  const settings = { color: [124, 117, 104] as const, keep: 0.7, low: 0, high: 255 };
  const picture = uploadTensor(gpu, 'check.picture', values);
  runOnce(gpu, await prepareAdjust(gpu, 'check', { picture, ...settings }));
  await expectTensor(gpu, picture, adjust(values, settings), TOLERANCE);
  picture.dispose();
}

/** Whole numbers: the GPU orders them as the reference does. */
async function checkDrop(gpu: Gpu, shape: Shape3, by: 'length' | 'benefit', rank: number) {
  const whole = (seed: number): Tensor3 => {
    const { data } = random(shape, seed, -200, 200);
    return { shape, data: data.map(Math.round) };
  };
  const [values, slopes, color] = [whole(1), whole(2), [3, 0, -7] as const];
  const picture = uploadTensor(gpu, 'check.picture', values);
  const gradient = uploadTensor(gpu, 'check.gradient', slopes);
  runGroup(gpu, await prepareDrop(gpu, 'check', { picture, gradient, by, color, rank }));
  const expected = dropCells(values, by === 'benefit' ? slopes : null, rank, color);
  const found = await readTensor(gpu, picture);
  const wrong = found.data.filter((value, index) => value !== expected.data[index]).length / 3;
  // Two lengths that differ only in the last place of an f32 may change places.
  if (wrong > 1) throw new Error(`${String(wrong)} cells are not as expected`);
  picture.dispose();
  gradient.dispose();
}

async function refuse(gpu: Gpu): Promise<void> {
  const small = createTensor(gpu, 'check.small', [3, 4, 4]);
  const large = createTensor(gpu, 'check.large', [3, 5, 4]);
  const sum = gpu.buffer('check.sum', 8);
  const pair = { picture: small, gradient: large };
  const buffers = { values: small.buffer, gradient: large.buffer };
  const rates = { rate: 1, beta1: 0, beta2: 0, epsilon: 1, rho: 0 };
  const moments = { first: small.buffer, second: small.buffer, squares: small.buffer };
  const sizes = ['check', '320 bytes instead of 256'];
  await expectRefusal(
    () => prepareAdam(gpu, 'check', { ...rates, ...buffers, ...moments }),
    ...sizes,
  );
  await expectRefusal(
    () => prepareRmsprop(gpu, 'check', { ...rates, ...buffers, ...moments }),
    ...sizes,
  );
  const rule = { by: 'rate', rate: 1 } as const;
  await expectRefusal(() => prepareAscend(gpu, 'check', { ...rule, ...buffers, sum }), ...sizes);
  const summing = { values: small.buffer, output: sum, power: 2, center: 0 };
  await expectRefusal(() => preparePowerSum(gpu, 'check', summing), '8 bytes instead of 4');
  const shapes = ['check', '3 x 5 x 4', '3 x 4 x 4'];
  const norm = { power: 2, center: 0, weight: 1, sum: null };
  await expectRefusal(
    () => prepareVariation(gpu, 'check', { ...pair, power: 1, weight: 1 }),
    ...shapes,
  );
  await expectRefusal(() => prepareNorm(gpu, 'check', { ...pair, ...norm }), ...shapes);
  const equal = { picture: small, gradient: small };
  const half = { ...equal, ...norm, power: 0.5 };
  await expectRefusal(() => prepareNorm(gpu, 'check', half), 'power is 0.5');
  const dot = { a: small, b: large, output: sum };
  await expectRefusal(() => prepareDot(gpu, 'check', dot), ...shapes);
  const twice = { a: small, b: small, output: sum };
  await expectRefusal(() => prepareDot(gpu, 'check', twice), '8 bytes instead of 4');
  const drop = { by: 'length', color: [0, 0, 0], rank: 0 } as const;
  await expectRefusal(() => prepareDrop(gpu, 'check', { ...pair, ...drop }), ...shapes);
  const weights = new Float32Array(4);
  const blurred = { picture: small, scratch: small, weights };
  await expectRefusal(() => prepareBlur(gpu, 'check', blurred), 'weights is 4', 'not odd');
  for (const made of [small, large, sum]) made.dispose();
}

const nameOf = (shape: Shape3): string => shape.join(' x ');

export const DREAM_ASCENT_CHECKS: readonly KernelCheck[] = [
  { name: 'dream_adam: three steps', run: checkAdam },
  { name: 'dream_rmsprop: three steps', run: checkRmsprop },
  ...RULES.flatMap((rule) =>
    [SHAPE, LARGE].map((shape) => ({
      name: `dream_ascend: by ${rule.by}, at most ${String(rule.rate)}, ${nameOf(shape)}`,
      run: (gpu: Gpu) => checkAscend(gpu, shape, rule),
    })),
  ),
  ...[1, 2, 6].flatMap((power) =>
    [ONE, LARGE].map((shape) => ({
      name: `dream_power_sum: power ${String(power)}, ${nameOf(shape)}`,
      run: (gpu: Gpu) => checkSum(gpu, shape, power),
    })),
  ),
  ...(
    [
      [1, 1, 1],
      [7, 19, 23],
    ] as const
  ).map((shape) => ({
    name: `dream_dot: ${nameOf(shape)}`,
    run: (gpu: Gpu) => checkDot(gpu, shape),
  })),
  ...[2, 5].map((channel) => ({
    name: `dream_dot: the block of channel ${String(channel)}`,
    run: (gpu: Gpu) => checkDot(gpu, [7, 19, 23], channel),
  })),
  ...([1, 2] as const).flatMap((power) =>
    [ONE, SHAPE].map((shape) => ({
      name: `dream_variation: power ${String(power)}, ${nameOf(shape)}`,
      run: (gpu: Gpu) => checkVariation(gpu, shape, power),
    })),
  ),
  ...[1, 2, 6].flatMap((power) =>
    [true, false].map((rooted) => ({
      name: `dream_norm: power ${String(power)}${rooted ? ', rooted' : ''}`,
      run: (gpu: Gpu) => checkNorm(gpu, power, rooted),
    })),
  ),
  ...[ONE, SHAPE].flatMap((shape) => [
    {
      name: `dream_blur: a bell, ${nameOf(shape)}`,
      run: (gpu: Gpu) => checkBlur(gpu, shape, gaussianWeights(1)),
    },
    {
      name: `dream_blur: a box, ${nameOf(shape)}`,
      run: (gpu: Gpu) => checkBlur(gpu, shape, boxWeights(5)),
    },
  ]),
  { name: 'dream_adjust: drawn to a colour and cut off', run: checkAdjust },
  ...(['length', 'benefit'] as const).flatMap((by) =>
    [0, 100, 436].map((rank) => ({
      name: `dream_drop: by ${by}, below number ${String(rank)}`,
      run: (gpu: Gpu) => checkDrop(gpu, SHAPE, by, rank),
    })),
  ),
  { name: 'dream_adam and others: refuse what does not fit', run: refuse },
];
