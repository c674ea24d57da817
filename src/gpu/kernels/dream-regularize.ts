/** What keeps a picture that grows from becoming noise: gradients added in place, blurs, pixels put back. */
import { ShapeError } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import type { ColorTriple } from '../../math/dream/index.ts';
import type { Shape3 } from '../../math/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { KernelVariant } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { groupLaunches } from './group.ts';
import type { LaunchGroup } from './group.ts';
import { expectBytes, expectShape } from './shapes.ts';

/** Invocations of a workgroup: along each side, and in a row, as in the shaders. */
const SIDE = 8;
const THREADS = 64;
const BYTES_PER_FLOAT = 4;

const BENEFIT: KernelVariant = { flags: ['BENEFIT'] };

export const DREAM_VARIATION = defineKernel({
  name: 'dream_variation',
  file: 'dream/variation.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'picture', kind: 'read' },
    { name: 'gradient', kind: 'write' },
  ],
  params: { width: 'u32', height: 'u32', power: 'u32', weight: 'f32' },
  variants: [{}],
});

export const DREAM_NORM = defineKernel({
  name: 'dream_norm',
  file: 'dream/norm.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'values', kind: 'read' },
    { name: 'sum', kind: 'read' },
    { name: 'gradient', kind: 'write' },
  ],
  params: { count: 'u32', power: 'u32', rooted: 'u32', center: 'f32', weight: 'f32' },
  variants: [{}],
});

export const DREAM_BLUR = defineKernel({
  name: 'dream_blur',
  file: 'dream/blur.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { width: 'u32', height: 'u32', radius: 'u32', down: 'u32' },
  variants: [{}],
});

export const DREAM_ADJUST = defineKernel({
  name: 'dream_adjust',
  file: 'dream/adjust.wgsl',
  stage: 'compute',
  bindings: [{ name: 'values', kind: 'write' }],
  params: {
    count: 'u32',
    red: 'f32',
    green: 'f32',
    blue: 'f32',
    keep: 'f32',
    low: 'f32',
    high: 'f32',
  },
  variants: [{}],
});

export const DREAM_DROP = defineKernel({
  name: 'dream_drop',
  file: 'dream/drop.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'gradient', kind: 'read' },
    { name: 'values', kind: 'write' },
    { name: 'scratch', kind: 'write' },
  ],
  params: { count: 'u32', rank: 'u32', red: 'f32', green: 'f32', blue: 'f32' },
  variants: [{}, BENEFIT],
});

/** A picture and the gradient that something is added to. */
interface PicturePair {
  readonly picture: BlockedTensor;
  readonly gradient: BlockedTensor;
}

/** Adds weight times the gradient of the total variation, sum of |a - b| ^ power over neighbours. Throws ShapeError. */
export async function prepareVariation(
  gpu: Gpu,
  label: string,
  request: PicturePair & { readonly power: 1 | 2; readonly weight: number },
): Promise<Owned<Dispatch>> {
  const { picture, gradient, power, weight } = request;
  const [, height, width] = expectPair(label, request);
  const kernel = await gpu.kernel(DREAM_VARIATION);
  return kernel.prepare({
    label,
    params: { width, height, power, weight },
    resources: { picture: picture.buffer, gradient: gradient.buffer },
    workgroups: tilesOf(width, height),
  });
}

/**
 * Adds weight times the gradient of S = sum of |value - center| ^ power, or, if `sum` holds S, of S ^ (1 / power).
 * Powers are whole, from 1 on. Throws ShapeError.
 */
export async function prepareNorm(
  gpu: Gpu,
  label: string,
  request: PicturePair & {
    readonly power: number;
    readonly center: number;
    readonly weight: number;
    readonly sum: GpuBuffer | null;
  },
): Promise<Owned<LaunchGroup>> {
  const { picture, gradient, power, center, weight, sum } = request;
  const [, height, width] = expectPair(label, request);
  if (!Number.isInteger(power) || power < 1) {
    const shapes = `${String(power)}, but must be a whole number from 1 on`;
    throw new ShapeError('shape-mismatch', `${label}: power is ${shapes}`, {
      operation: label,
      shapes,
    });
  }
  if (sum) expectBytes(label, 'sum', sum, BYTES_PER_FLOAT);
  const count = height * width;
  const rooted = sum ? 1 : 0;
  const kernel = await gpu.kernel(DREAM_NORM);
  return groupLaunches((owned) => [
    owned.add(
      kernel.prepare({
        label,
        params: { count, power, rooted, center, weight },
        resources: {
          values: picture.buffer,
          sum: sum ?? owned.add(gpu.buffer(`${label}.sum`, BYTES_PER_FLOAT)),
          gradient: gradient.buffer,
        },
        workgroups: [Math.ceil(count / THREADS), 1, 1],
      }),
    ),
  ]);
}

/** Blurs `picture` in place, along rows and then columns, with an odd number of weights. Throws ShapeError. */
export async function prepareBlur(
  gpu: Gpu,
  label: string,
  request: {
    readonly picture: BlockedTensor;
    /** Of its shape. */
    readonly scratch: BlockedTensor;
    readonly weights: Float32Array;
  },
): Promise<Owned<LaunchGroup>> {
  const { picture, scratch, weights } = request;
  const [, height, width] = picture.shape;
  expectShape(label, 'picture', picture.shape, [3, height, width]);
  expectShape(label, 'scratch', scratch.shape, picture.shape);
  const radius = (weights.length - 1) / 2;
  if (!Number.isInteger(radius)) {
    const shapes = `${String(weights.length)}, which is not odd`;
    throw new ShapeError('shape-mismatch', `${label}: the number of weights is ${shapes}`, {
      operation: label,
      shapes,
    });
  }
  const kernel = await gpu.kernel(DREAM_BLUR);
  return groupLaunches((owned) => {
    const kept = owned.add(gpu.bufferFrom(`${label}.weights`, weights));
    const along = (input: BlockedTensor, output: BlockedTensor, down: number): Owned<Dispatch> =>
      owned.add(
        kernel.prepare({
          label,
          params: { width, height, radius, down },
          resources: { input: input.buffer, weights: kept, output: output.buffer },
          workgroups: tilesOf(width, height),
        }),
      );
    return [along(picture, scratch, 0), along(scratch, picture, 1)];
  });
}

/** Draws `picture` towards a colour (keep 1: not at all) and cuts it off, in place. Throws ShapeError. */
export async function prepareAdjust(
  gpu: Gpu,
  label: string,
  request: {
    readonly picture: BlockedTensor;
    readonly color: ColorTriple;
    readonly keep: number;
    readonly low: number;
    readonly high: number;
  },
): Promise<Owned<Dispatch>> {
  const { picture, color, keep, low, high } = request;
  const [, height, width] = picture.shape;
  expectShape(label, 'picture', picture.shape, [3, height, width]);
  const [red, green, blue] = color;
  const count = height * width;
  const kernel = await gpu.kernel(DREAM_ADJUST);
  return kernel.prepare({
    label,
    params: { count, red, green, blue, keep, low, high },
    resources: { values: picture.buffer },
    workgroups: [Math.ceil(count / THREADS), 1, 1],
  });
}

/**
 * Makes `color` of the cells whose distance from it (or benefit: their part in a linear objective) is below the
 * `rank`-th smallest, from 0. Throws ShapeError.
 */
export async function prepareDrop(
  gpu: Gpu,
  label: string,
  request: PicturePair & {
    readonly by: 'length' | 'benefit';
    readonly color: ColorTriple;
    readonly rank: number;
  },
): Promise<Owned<LaunchGroup>> {
  const { picture, gradient, by, color, rank } = request;
  const [, height, width] = expectPair(label, request);
  const [red, green, blue] = color;
  const count = height * width;
  const kernel = await gpu.kernel(DREAM_DROP, by === 'benefit' ? BENEFIT : {});
  return groupLaunches((owned) => [
    owned.add(
      kernel.prepare({
        label,
        params: { count, rank, red, green, blue },
        resources: {
          gradient: gradient.buffer,
          values: picture.buffer,
          scratch: owned.add(gpu.buffer(`${label}.sizes`, count * BYTES_PER_FLOAT)),
        },
        workgroups: [1, 1, 1],
      }),
    ),
  ]);
}

function expectPair(label: string, { picture, gradient }: PicturePair): Shape3 {
  const [, height, width] = picture.shape;
  expectShape(label, 'picture', picture.shape, [3, height, width]);
  expectShape(label, 'gradient', gradient.shape, picture.shape);
  return picture.shape;
}

function tilesOf(width: number, height: number): readonly [number, number, number] {
  return [Math.ceil(width / SIDE), Math.ceil(height / SIDE), 1];
}
