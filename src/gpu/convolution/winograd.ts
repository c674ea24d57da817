/** Winograd's ways to run a 3 x 3 convolution: two sizes of tile, several multiplies, three storages of weights. */
import { blocksOf } from '../blocked-tensor.ts';
import type { AdapterFacts } from '../adapter.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import { WINOGRAD } from '../kernels/winograd-domain.ts';
import type { WinogradDomain } from '../kernels/winograd-domain.ts';
import {
  prepareMultiplyDirect,
  prepareMultiplyQuads,
  prepareMultiplyTiles,
  prepareTransformInput,
  prepareTransformOutput,
} from '../kernels/winograd.ts';
import type { Band, MultiplyRequest } from '../kernels/winograd.ts';
import { ShapeError } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import { isPlain3x3 } from './algorithm.ts';
import type {
  AlgorithmRequest,
  ConvolutionAlgorithm,
  ConvolutionShape,
  ConvolutionWork,
  WorkspaceBytes,
} from './algorithm.ts';
import { formBytes } from './forms.ts';
import type { WeightStorage } from './forms.ts';

/** How the products are summed. */
interface Multiply {
  /** Part of the id. */
  readonly name: string;
  readonly storages: readonly WeightStorage[];
  /** Tiles and outputs that are made together; what is left over is wasted. */
  readonly tiles: number;
  readonly outputBlocks: number;
  fits(facts: AdapterFacts): boolean;
  prepare(gpu: Gpu, label: string, request: MultiplyRequest): Promise<Owned<Dispatch>>;
}

/**
 * Most bytes of each of the two buffers of the workspace; larger layers are worked on in bands of rows. Each for itself:
 * they are shared by layers of which one needs more of the first and another more of the second.
 */
const MOST_OF_HALF = 32e6;
const BYTES_OF_VEC4: Readonly<Record<WeightStorage, number>> = { f32: 16, q16: 16, f16: 8 };
const BYTES_OF_SUM = 16;
const BYTES_OF_CELL = 4;
const LAUNCHES = 3;
const MAX_WORKGROUPS = 65_535;
const QUAD_INVOCATIONS = 4;
const TRANSFORM_THREADS = 64;
const SHARED_COLUMNS = 8;

const direct = (perInvocation: number): Multiply => ({
  name: `direct-${String(perInvocation)}`,
  storages: ['f32', 'q16', 'f16'],
  tiles: perInvocation,
  outputBlocks: 2,
  fits: () => true,
  prepare: (gpu, label, request) => prepareMultiplyDirect(gpu, label, request, perInvocation),
});

/** Quads exist on every GPU with subgroups, but only pay where a load costs as much as ten multiply-adds. */
const quads = (perInvocation: number): Multiply => ({
  name: `quads-${String(perInvocation)}`,
  storages: ['f32', 'q16'],
  tiles: perInvocation,
  outputBlocks: 8,
  fits: ({ features, subgroupSize }) =>
    features.subgroups &&
    subgroupSize.min === QUAD_INVOCATIONS &&
    subgroupSize.max === QUAD_INVOCATIONS,
  prepare: (gpu, label, request) => prepareMultiplyQuads(gpu, label, request, perInvocation),
});

/** A workgroup makes 16 output blocks of eight times as many tiles, in its own memory. */
const shared = (perInvocation: number): Multiply => ({
  name: `tiles-${String(SHARED_COLUMNS * perInvocation)}`,
  storages: ['f32', 'q16', 'f16'],
  tiles: SHARED_COLUMNS * perInvocation,
  outputBlocks: 16,
  fits: () => true,
  prepare: (gpu, label, request) => prepareMultiplyTiles(gpu, label, request, perInvocation),
});

const MULTIPLIES: readonly Multiply[] = [
  direct(4),
  direct(8),
  direct(14),
  direct(16),
  quads(14),
  quads(16),
  quads(25),
  quads(28),
  shared(8),
  shared(4),
  shared(2),
];

/** All of them: `winograd-4/quads-14`, `winograd-4/quads-14/q16`, `winograd-2/direct-8/f16` and so on. */
export const WINOGRAD_ALGORITHMS: readonly ConvolutionAlgorithm[] = (
  ['winograd-4', 'winograd-2'] as const
).flatMap((domain) =>
  MULTIPLIES.flatMap((multiply) =>
    multiply.storages.map((storage) => algorithmOf(domain, multiply, storage)),
  ),
);

function algorithmOf(
  domain: WinogradDomain,
  multiply: Multiply,
  storage: WeightStorage,
): ConvolutionAlgorithm {
  const suffix = storage === 'f32' ? '' : `/${storage}`;
  return {
    id: `${domain}/${multiply.name}${suffix}`,
    family: domain,
    form: { domain, storage },
    precision: storage === 'f16' ? 'f16' : 'f32',
    fusesPool: true,
    fits: (facts, shape) =>
      isPlain3x3(shape) &&
      multiply.fits(facts) &&
      (storage !== 'f16' || facts.features.f16) &&
      tilesOf(domain, shape).count <= MAX_WORKGROUPS * TRANSFORM_THREADS,
    work: (shape) => workOf(domain, multiply, storage, shape),
    workspaceBytes: (shape) => workspaceOf(domain, storage, shape),
    prepare: (gpu, label, request) => prepare(gpu, label, { domain, multiply, storage, request }),
  };
}

interface Tiles {
  readonly perRow: number;
  readonly rows: number;
  readonly count: number;
}

function tilesOf(domain: WinogradDomain, { input }: Pick<ConvolutionShape, 'input'>): Tiles {
  const { outputs } = WINOGRAD[domain];
  const perRow = Math.ceil(input[2] / outputs);
  const rows = Math.ceil(input[1] / outputs);
  return { perRow, rows, count: perRow * rows };
}

/** Bytes that one tile takes in the two buffers of the workspace. */
function bytesOfTile(
  domain: WinogradDomain,
  storage: WeightStorage,
  { input, outputs }: Pick<ConvolutionShape, 'input' | 'outputs'>,
): WorkspaceBytes {
  const { positions } = WINOGRAD[domain];
  return [
    positions * blocksOf(input[0]) * BYTES_OF_VEC4[storage],
    positions * blocksOf(outputs) * BYTES_OF_SUM,
  ];
}

/** Rows of tiles that are worked on at once. */
function rowsOfBand(
  domain: WinogradDomain,
  storage: WeightStorage,
  shape: Pick<ConvolutionShape, 'input' | 'outputs'>,
): number {
  const { perRow, rows } = tilesOf(domain, shape);
  const bytes = Math.max(...bytesOfTile(domain, storage, shape));
  const most = Math.max(1, Math.floor(MOST_OF_HALF / (bytes * perRow)));
  // Bands of about equal height.
  return Math.ceil(rows / Math.ceil(rows / most));
}

function workspaceOf(
  domain: WinogradDomain,
  storage: WeightStorage,
  shape: ConvolutionShape,
): WorkspaceBytes {
  const tiles = rowsOfBand(domain, storage, shape) * tilesOf(domain, shape).perRow;
  const [first, second] = bytesOfTile(domain, storage, shape);
  return [tiles * first, tiles * second];
}

function workOf(
  domain: WinogradDomain,
  multiply: Multiply,
  storage: WeightStorage,
  shape: ConvolutionShape,
): ConvolutionWork {
  const { input, outputs } = shape;
  const [channels, height, width] = input;
  const { perRow, rows, count } = tilesOf(domain, shape);
  const bands = Math.ceil(rows / rowsOfBand(domain, storage, shape));
  const perBand = Math.ceil(count / bands);
  const tiles = bands * Math.ceil(perBand / multiply.tiles) * multiply.tiles;
  const blocks = Math.ceil(blocksOf(outputs) / multiply.outputBlocks) * multiply.outputBlocks;
  const [first, second] = bytesOfTile(domain, storage, {
    input: [channels, rows, perRow],
    outputs,
  });
  const cells = height * width * (channels + outputs) * BYTES_OF_CELL;
  return {
    multiplyAdds: WINOGRAD[domain].positions * tiles * blocks * blocksOf(channels) * 16,
    // Each half of the workspace is written and read.
    bytes:
      cells +
      2 * count * (first + second) +
      bands * formBytes({ domain, storage }, outputs, channels),
    launches: bands * LAUNCHES,
  };
}

function prepare(
  gpu: Gpu,
  label: string,
  parts: {
    readonly domain: WinogradDomain;
    readonly multiply: Multiply;
    readonly storage: WeightStorage;
    readonly request: AlgorithmRequest;
  },
): readonly Promise<Owned<Dispatch>>[] {
  const { domain, multiply, storage, request } = parts;
  const { input, output, weights, scales, bias, relu, pool, workspace } = request;
  const shape = { input: input.shape, outputs: output.shape[0] };
  if (!workspace || !isPlain3x3(request)) {
    const what = 'a workspace and a 3 x 3 kernel of stride 1 and padding 1';
    throw new ShapeError('shape-mismatch', `${label}: ${domain} needs ${what}`, {
      operation: label,
      shapes: what,
    });
  }
  const { perRow, rows } = tilesOf(domain, shape);
  const rowsAtOnce = rowsOfBand(domain, storage, shape);
  const stride = rowsAtOnce * perRow;
  const launches: Promise<Owned<Dispatch>>[] = [];
  for (let firstRow = 0; firstRow < rows; firstRow += rowsAtOnce) {
    const tiles = Math.min(rowsAtOnce, rows - firstRow) * perRow;
    const band: Band = { tilesPerRow: perRow, firstRow, tiles, stride };
    const name = firstRow === 0 ? label : `${label}.row${String(firstRow)}`;
    launches.push(
      prepareTransformInput(gpu, `${name}.transform`, {
        domain,
        input,
        transformed: workspace.first,
        band,
        isHalf: storage === 'f16',
      }),
      multiply.prepare(gpu, `${name}.multiply`, {
        transformed: workspace.first,
        weights,
        scales,
        sums: workspace.second,
        tiles,
        stride,
        inputBlocks: blocksOf(input.shape[0]),
        outputBlocks: blocksOf(output.shape[0]),
        positions: WINOGRAD[domain].positions,
        storage,
      }),
      prepareTransformOutput(gpu, `${name}.back`, {
        domain,
        sums: workspace.second,
        bias,
        output,
        relu,
        pool,
        band,
      }),
    );
  }
  return launches;
}
