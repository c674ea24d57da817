/** From the numbers that grow to a picture and back: an inverse Fourier transform as two products, colours, adjoints. */
import type { Owned } from '../../base/index.ts';
import type { ColorMatrix } from '../../math/dream/index.ts';
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

/** Sets of cells, sets of rows, and coefficients that an invocation of a Fourier transform makes. */
const AT_ONCE = { cells: 4, rows: 2, coefficients: 4 } as const;
/** Invocations of a workgroup, as in the shaders. */
const THREADS = 64;
const BYTES_PER_FLOAT = 4;
const FLOATS_PER_TURN = 2;

const GRADIENT: KernelVariant = { flags: ['GRADIENT'] };
const SIGMOID: KernelVariant = { flags: ['SIGMOID'] };

export const DREAM_COLUMNS = defineKernel({
  name: 'dream_columns',
  file: 'dream/columns.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'gains', kind: 'read' },
    { name: 'turns', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { columns: 'u32', height: 'u32' },
  variants: [{}, GRADIENT],
});

const ROWS = { columns: 'u32', width: 'u32', height: 'u32' } as const;

export const DREAM_ROWS = defineKernel({
  name: 'dream_rows',
  file: 'dream/rows.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'turns', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: ROWS,
  variants: [{}],
});

export const DREAM_ROWS_GRADIENT = defineKernel({
  name: 'dream_rows_gradient',
  file: 'dream/rows_gradient.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'gradient', kind: 'read' },
    { name: 'turns', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: ROWS,
  variants: [{}],
});

const MIX = {
  cells: 'u32',
  rr: 'f32',
  rg: 'f32',
  rb: 'f32',
  gr: 'f32',
  gg: 'f32',
  gb: 'f32',
  br: 'f32',
  bg: 'f32',
  bb: 'f32',
} as const;

export const DREAM_COLOR = defineKernel({
  name: 'dream_color',
  file: 'dream/color.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: MIX,
  variants: [{}, SIGMOID],
});

export const DREAM_COLOR_GRADIENT = defineKernel({
  name: 'dream_color_gradient',
  file: 'dream/color_gradient.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'picture', kind: 'read' },
    { name: 'gradient', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: MIX,
  variants: [{}, SIGMOID],
});

/** What an inverse Fourier transform and its adjoint share. */
export interface SpectrumRequest {
  /** [3, 2 H, W / 2 + 1], real parts first. */
  readonly spectrum: BlockedTensor;
  /** [3, H, W]. */
  readonly plane: BlockedTensor;
  /** Between the two products, of the shape of the spectrum. */
  readonly scratch: BlockedTensor;
  /** One f32 for each coefficient. */
  readonly gains: GpuBuffer;
  /** (cos, sin) of 2 pi n / W, and / H, for n from 0 on. */
  readonly across: GpuBuffer;
  readonly down: GpuBuffer;
}

/** Spectrum to plane. Throws ShapeError. */
export async function prepareInverseSpectrum(
  gpu: Gpu,
  label: string,
  request: SpectrumRequest,
): Promise<Owned<LaunchGroup>> {
  const { spectrum, plane, scratch, gains, across, down } = request;
  const { columns, width, height } = sizesOf(label, request);
  const [first, second] = await Promise.all([gpu.kernel(DREAM_COLUMNS), gpu.kernel(DREAM_ROWS)]);
  return groupLaunches((owned) => [
    owned.add(
      first.prepare({
        label: `${label}.columns`,
        params: { columns, height },
        resources: { input: spectrum.buffer, gains, turns: down, output: scratch.buffer },
        workgroups: groupsOf(columns, setsOf(height), AT_ONCE.rows),
      }),
    ),
    owned.add(
      second.prepare({
        label: `${label}.rows`,
        params: { columns, width, height },
        resources: { input: scratch.buffer, turns: across, output: plane.buffer },
        workgroups: groupsOf(height, setsOf(width), AT_ONCE.cells),
      }),
    ),
  ]);
}

/** Gradient of the plane to gradient of the spectrum. Throws ShapeError. */
export async function prepareSpectrumGradient(
  gpu: Gpu,
  label: string,
  request: SpectrumRequest,
): Promise<Owned<LaunchGroup>> {
  const { spectrum, plane, scratch, gains, across, down } = request;
  const { columns, width, height } = sizesOf(label, request);
  const [first, second] = await Promise.all([
    gpu.kernel(DREAM_ROWS_GRADIENT),
    gpu.kernel(DREAM_COLUMNS, GRADIENT),
  ]);
  return groupLaunches((owned) => [
    owned.add(
      first.prepare({
        label: `${label}.rows`,
        params: { columns, width, height },
        resources: { gradient: plane.buffer, turns: across, output: scratch.buffer },
        workgroups: groupsOf(height, columns, AT_ONCE.coefficients),
      }),
    ),
    owned.add(
      second.prepare({
        label: `${label}.columns`,
        params: { columns, height },
        resources: { input: scratch.buffer, gains, turns: down, output: spectrum.buffer },
        workgroups: groupsOf(columns, setsOf(height), AT_ONCE.rows),
      }),
    ),
  ]);
}

/** How three values of a cell become its colour. */
export interface ColorRequest {
  readonly matrix: ColorMatrix;
  /** Into 0..1. */
  readonly sigmoid: boolean;
}

/** Values of every cell to its colour. Throws ShapeError. */
export async function prepareColor(
  gpu: Gpu,
  label: string,
  {
    input,
    output,
    matrix,
    sigmoid,
  }: ColorRequest & { readonly input: BlockedTensor; readonly output: BlockedTensor },
): Promise<Owned<Dispatch>> {
  expectColors(label, 'input', input.shape, output.shape);
  const kernel = await gpu.kernel(DREAM_COLOR, sigmoid ? SIGMOID : {});
  return kernel.prepare({
    label,
    params: mixOf(output.shape, matrix),
    resources: { input: input.buffer, output: output.buffer },
    workgroups: rowOf(output.shape),
  });
}

/** Gradient of the picture that `prepareColor` made to gradient of its values. Throws ShapeError. */
export async function prepareColorGradient(
  gpu: Gpu,
  label: string,
  request: ColorRequest & {
    readonly picture: BlockedTensor;
    readonly gradient: BlockedTensor;
    readonly output: BlockedTensor;
  },
): Promise<Owned<Dispatch>> {
  const { picture, gradient, output, matrix, sigmoid } = request;
  expectColors(label, 'gradient', gradient.shape, picture.shape);
  expectColors(label, 'output', output.shape, picture.shape);
  const kernel = await gpu.kernel(DREAM_COLOR_GRADIENT, sigmoid ? SIGMOID : {});
  return kernel.prepare({
    label,
    params: mixOf(picture.shape, matrix),
    resources: { picture: picture.buffer, gradient: gradient.buffer, output: output.buffer },
    workgroups: rowOf(picture.shape),
  });
}

function sizesOf(
  label: string,
  { spectrum, plane, scratch, gains, across, down }: SpectrumRequest,
): { readonly columns: number; readonly width: number; readonly height: number } {
  const [, height, width] = plane.shape;
  const columns = Math.floor(width / 2) + 1;
  expectShape(label, 'plane', plane.shape, [3, height, width]);
  expectShape(label, 'spectrum', spectrum.shape, [3, 2 * height, columns]);
  expectShape(label, 'scratch', scratch.shape, spectrum.shape);
  expectBytes(label, 'gains', gains, height * columns * BYTES_PER_FLOAT);
  expectBytes(label, 'turns across', across, width * FLOATS_PER_TURN * BYTES_PER_FLOAT);
  expectBytes(label, 'turns down', down, height * FLOATS_PER_TURN * BYTES_PER_FLOAT);
  return { columns, width, height };
}

function mixOf(
  [, height, width]: Shape3,
  [rr, rg, rb, gr, gg, gb, br, bg, bb]: ColorMatrix,
): Record<keyof typeof MIX, number> {
  return { cells: height * width, rr, rg, rb, gr, gg, gb, br, bg, bb };
}

function expectColors(label: string, what: string, shape: Shape3, picture: Shape3): void {
  expectShape(label, what, shape, [3, picture[1], picture[2]]);
}

/** Cells n and size - n are made together, and in an even size those as far from its middle with them. */
function setsOf(size: number): number {
  return Math.floor(size % 2 === 0 ? size / 4 : size / 2) + 1;
}

/** For each of `lines`, `count` sets, so many at once. */
function groupsOf(lines: number, count: number, atOnce: number): readonly [number, number, number] {
  return [Math.ceil((lines * Math.ceil(count / atOnce)) / THREADS), 1, 1];
}

function rowOf([, height, width]: Shape3): readonly [number, number, number] {
  return [Math.ceil((height * width) / THREADS), 1, 1];
}
