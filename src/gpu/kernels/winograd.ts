/** The three steps of a Winograd convolution (3 x 3, stride 1, zero padding 1): into the domain, multiply, back. */
import type { Owned } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Binding, KernelVariant } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { WINOGRAD_DOMAINS, variantOfDomain } from './winograd-domain.ts';
import type { WinogradDomain } from './winograd-domain.ts';

/** Invocations of a workgroup, as in the shaders. */
const THREADS = 64;
const QUAD_THREADS = 16;
const QUAD = 4;
const BLOCKS_PER_INVOCATION = 2;
const SHARED_COLUMNS = 8;
const SHARED_BLOCKS = 16;

/** Tiles that one invocation multiplies: many need fewer loads, few suit small maps and GPUs with few registers. */
export const DIRECT_TILES = [4, 8, 14, 16] as const;
export const QUAD_TILES = [14, 16, 25, 28] as const;
/** A workgroup multiplies eight times as many, of 16 output blocks. */
export const SHARED_TILES = [8, 4, 2] as const;

const BAND_PARAMS = {
  tiles_per_row: 'u32',
  first_row: 'u32',
  tiles: 'u32',
  stride: 'u32',
} as const;

export const TRANSFORM_INPUT = defineKernel({
  name: 'winograd_input',
  file: 'winograd/transform_input.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'transformed', kind: 'write' },
  ],
  params: { width: 'u32', height: 'u32', input_blocks: 'u32', ...BAND_PARAMS },
  variants: WINOGRAD_DOMAINS.flatMap((domain) => [
    inputVariant(domain, false),
    inputVariant(domain, true),
  ]),
});

const OUTPUT_BINDINGS: readonly Binding[] = [
  { name: 'sums', kind: 'read' },
  { name: 'bias', kind: 'read' },
  { name: 'output', kind: 'write' },
];
const OUTPUT_PARAMS = {
  width: 'u32',
  height: 'u32',
  output_blocks: 'u32',
  ...BAND_PARAMS,
} as const;

export const TRANSFORM_OUTPUT = defineKernel({
  name: 'winograd_output',
  file: 'winograd/transform_output.wgsl',
  stage: 'compute',
  bindings: OUTPUT_BINDINGS,
  params: OUTPUT_PARAMS,
  variants: WINOGRAD_DOMAINS.flatMap((domain) => [
    variantOfDomain(domain),
    variantOfDomain(domain, ['RELU']),
  ]),
});

export const TRANSFORM_OUTPUT_POOL = defineKernel({
  name: 'winograd_output_pool',
  file: 'winograd/transform_output.wgsl',
  stage: 'compute',
  bindings: [
    ...OUTPUT_BINDINGS,
    { name: 'pooled', kind: 'write' },
    { name: 'winners', kind: 'write' },
  ],
  params: OUTPUT_PARAMS,
  variants: WINOGRAD_DOMAINS.flatMap((domain) => [
    variantOfDomain(domain, ['POOL']),
    variantOfDomain(domain, ['RELU', 'POOL']),
  ]),
});

const MULTIPLY_BINDINGS: readonly Binding[] = [
  { name: 'transformed', kind: 'read' },
  { name: 'weights', kind: 'read' },
  { name: 'scales', kind: 'read' },
  { name: 'sums', kind: 'write' },
];
const MULTIPLY_PARAMS = {
  tiles: 'u32',
  stride: 'u32',
  input_blocks: 'u32',
  output_blocks: 'u32',
  groups: 'u32',
} as const;

export const MULTIPLY_DIRECT = defineKernel({
  name: 'winograd_multiply_direct',
  file: 'winograd/multiply_direct.wgsl',
  stage: 'compute',
  bindings: MULTIPLY_BINDINGS,
  params: MULTIPLY_PARAMS,
  variants: DIRECT_TILES.flatMap((tiles) =>
    (['f32', 'q16', 'f16'] as const).map((storage) => multiplyVariant(tiles, storage)),
  ),
});

export const MULTIPLY_QUADS = defineKernel({
  name: 'winograd_multiply_quads',
  file: 'winograd/multiply_quads.wgsl',
  stage: 'compute',
  bindings: MULTIPLY_BINDINGS,
  params: MULTIPLY_PARAMS,
  variants: QUAD_TILES.flatMap((tiles) =>
    (['f32', 'q16'] as const).map((storage) => quadVariant(tiles, storage)),
  ),
});

export const MULTIPLY_TILES = defineKernel({
  name: 'winograd_multiply_tiles',
  file: 'winograd/multiply_tiles.wgsl',
  stage: 'compute',
  bindings: MULTIPLY_BINDINGS,
  params: MULTIPLY_PARAMS,
  variants: SHARED_TILES.flatMap((cells) =>
    (['f32', 'q16', 'f16'] as const).map((storage) => sharedVariant(cells, storage)),
  ),
});

/** Rows of tiles that are worked on at once. */
export interface Band {
  readonly tilesPerRow: number;
  /** The first row of tiles. */
  readonly firstRow: number;
  /** How many tiles it has. */
  readonly tiles: number;
  /** How many tiles there is room for at each position and block. */
  readonly stride: number;
}

/** Input to tiles. */
export async function prepareTransformInput(
  gpu: Gpu,
  label: string,
  request: {
    readonly domain: WinogradDomain;
    readonly input: BlockedTensor;
    readonly transformed: GpuBuffer;
    readonly band: Band;
    readonly isHalf: boolean;
  },
): Promise<Owned<Dispatch>> {
  const { domain, input, transformed, band, isHalf } = request;
  const [channels, height, width] = input.shape;
  const kernel = await gpu.kernel(TRANSFORM_INPUT, inputVariant(domain, isHalf));
  return kernel.prepare({
    label,
    params: { width, height, input_blocks: blocksOf(channels), ...bandParams(band) },
    resources: { input: input.buffer, transformed },
    workgroups: [Math.ceil(band.tiles / THREADS), blocksOf(channels), 1],
  });
}

/** What a multiplication of tiles works on. */
export interface MultiplyRequest {
  /** [position][input block][stride] of vec4f; of halves with f16. */
  readonly transformed: GpuBuffer;
  readonly weights: GpuBuffer;
  /** Of q16: a vec4f for each position and output block. */
  readonly scales: GpuBuffer | null;
  /** [position][output block][stride] of vec4f. */
  readonly sums: GpuBuffer;
  readonly tiles: number;
  readonly stride: number;
  readonly inputBlocks: number;
  readonly outputBlocks: number;
  readonly positions: number;
  readonly storage: 'f32' | 'q16' | 'f16';
}

/** Multiplies with registers only: `perInvocation` of `DIRECT_TILES`. */
export async function prepareMultiplyDirect(
  gpu: Gpu,
  label: string,
  request: MultiplyRequest,
  perInvocation: number,
): Promise<Owned<Dispatch>> {
  const variant = multiplyVariant(perInvocation, request.storage);
  const kernel = await gpu.kernel(MULTIPLY_DIRECT, variant);
  const pairs = Math.ceil(request.outputBlocks / BLOCKS_PER_INVOCATION);
  return kernel.prepare(
    multiplyLaunch(label, request, perInvocation, { rows: pairs, threads: THREADS }),
  );
}

/** Multiplies with quads that share their loads: `perInvocation` of `QUAD_TILES`, not in f16. */
export async function prepareMultiplyQuads(
  gpu: Gpu,
  label: string,
  request: MultiplyRequest,
  perInvocation: number,
): Promise<Owned<Dispatch>> {
  const storage = request.storage === 'q16' ? 'q16' : 'f32';
  const kernel = await gpu.kernel(MULTIPLY_QUADS, quadVariant(perInvocation, storage));
  const eights = Math.ceil(request.outputBlocks / (BLOCKS_PER_INVOCATION * QUAD));
  return kernel.prepare(
    multiplyLaunch(label, request, perInvocation, { rows: QUAD * eights, threads: QUAD_THREADS }),
  );
}

/** Multiplies in workgroup memory: `perInvocation` of `SHARED_TILES`. */
export async function prepareMultiplyTiles(
  gpu: Gpu,
  label: string,
  request: MultiplyRequest,
  perInvocation: number,
): Promise<Owned<Dispatch>> {
  const { tiles, outputBlocks, positions } = request;
  const kernel = await gpu.kernel(MULTIPLY_TILES, sharedVariant(perInvocation, request.storage));
  return kernel.prepare({
    ...multiplyLaunch(label, request, perInvocation, { rows: 1, threads: THREADS }),
    workgroups: [
      Math.ceil(tiles / (SHARED_COLUMNS * perInvocation)),
      Math.ceil(outputBlocks / SHARED_BLOCKS),
      positions,
    ],
  });
}

/** Sums to output, with bias, ReLU and the pooling that follows. */
export async function prepareTransformOutput(
  gpu: Gpu,
  label: string,
  request: {
    readonly domain: WinogradDomain;
    readonly sums: GpuBuffer;
    readonly bias: GpuBuffer;
    readonly output: BlockedTensor;
    readonly relu: boolean;
    readonly pool: { readonly output: BlockedTensor; readonly winners: GpuBuffer } | null;
    readonly band: Band;
  },
): Promise<Owned<Dispatch>> {
  const { domain, sums, bias, output, relu, pool, band } = request;
  const [outputs, height, width] = output.shape;
  const definition = pool ? TRANSFORM_OUTPUT_POOL : TRANSFORM_OUTPUT;
  const variant = variantOfDomain(domain, [relu && 'RELU', pool !== null && 'POOL']);
  const kernel = await gpu.kernel(definition, variant);
  const pooling = pool ? { pooled: pool.output.buffer, winners: pool.winners } : {};
  return kernel.prepare({
    label,
    params: { width, height, output_blocks: blocksOf(outputs), ...bandParams(band) },
    resources: { sums, bias, output: output.buffer, ...pooling },
    workgroups: [Math.ceil(band.tiles / THREADS), blocksOf(outputs), 1],
  });
}

/** `rows`: invocations along the outputs; `threads`: of a workgroup. */
function multiplyLaunch(
  label: string,
  request: MultiplyRequest,
  perInvocation: number,
  { rows, threads }: { readonly rows: number; readonly threads: number },
) {
  const { transformed, weights, scales, sums, tiles, stride, inputBlocks, outputBlocks } = request;
  const groups = Math.ceil(tiles / perInvocation);
  return {
    label,
    params: { tiles, stride, input_blocks: inputBlocks, output_blocks: outputBlocks, groups },
    resources: { transformed, weights, scales: scales ?? weights, sums },
    workgroups: [Math.ceil((groups * rows) / threads), 1, request.positions] as const,
  };
}

function bandParams({ tilesPerRow, firstRow, tiles, stride }: Band) {
  return { tiles_per_row: tilesPerRow, first_row: firstRow, tiles, stride };
}

function inputVariant(domain: WinogradDomain, isHalf: boolean): KernelVariant {
  const variant = variantOfDomain(domain, [isHalf && 'HALF']);
  return isHalf ? { ...variant, needs: ['shader-f16'] } : variant;
}

function multiplyVariant(tiles: number, storage: 'f32' | 'q16' | 'f16'): KernelVariant {
  const values = { TILES: tiles };
  if (storage === 'f16') return { flags: ['HALF'], values, needs: ['shader-f16'] };
  return storage === 'q16' ? { flags: ['Q16'], values } : { values };
}

function sharedVariant(cells: number, storage: 'f32' | 'q16' | 'f16'): KernelVariant {
  return { ...multiplyVariant(cells, storage), values: { CELLS: cells } };
}

function quadVariant(tiles: number, storage: 'f32' | 'q16'): KernelVariant {
  return { ...multiplyVariant(tiles, storage), needs: ['subgroups'] };
}
