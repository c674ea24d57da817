/** The packer of dense weights: every format, order and cut of the source, over one buffer and over many. */
import { randomArray } from '../../base/index.ts';
import type { Gpu } from '../gpu.ts';
import { channelFirstOrder, columnOrder, rowOrder } from '../kernels/dense-order.ts';
import { prepareDensePacker } from '../kernels/dense-packer.ts';
import type { DenseOrder } from '../kernels/dense-order.ts';
import type { DenseChunk, Run } from '../kernels/dense-packer.ts';
import { GROUP, createDenseWeights } from '../kernels/stored-weights.ts';
import type { DenseWeightsRequest, WeightFormat } from '../kernels/stored-weights.ts';
import { expectClose, expectRefusal } from './check.ts';
import type { KernelCheck } from './check.ts';
import { FORMATS, expectStored, readRows, storeChunks, storeRows } from './stored.ts';

interface Shape {
  readonly outputs: number;
  readonly channels: number;
  readonly places: number;
}

const SHAPES: readonly Shape[] = [
  { outputs: 1, channels: 1, places: 1 },
  { outputs: 7, channels: 5, places: 1 },
  { outputs: 6, channels: 7, places: 6 },
  { outputs: 13, channels: 33, places: 9 },
  { outputs: 37, channels: 64, places: 4 },
  { outputs: 130, channels: 3, places: 1 },
];

/** A source in one order: how it is made from rows, and how it may be cut. */
interface Source {
  readonly name: string;
  readonly order: (shape: Shape) => DenseOrder;
  readonly isColumns: boolean;
}

const SOURCES: readonly Source[] = [
  { name: 'rows', order: (it) => rowOrder(inputsOf(it)), isColumns: false },
  {
    name: 'rows, channel first',
    order: (it) => channelFirstOrder(inputsOf(it), it.channels),
    isColumns: false,
  },
  { name: 'columns', order: (it) => columnOrder(inputsOf(it), it.outputs), isColumns: true },
];

/** Units of a cut, one after the other: chunks of unequal lengths that cross the borders of slices. */
const CUTS = [1, 3, 2, 7, 5];

function inputsOf({ channels, places }: Shape): number {
  return channels * places;
}

/** The numbers of rows in the order of a source. */
function reorder(rows: Float32Array, inputs: number, order: DenseOrder): Float32Array {
  const source = new Float32Array(rows.length);
  rows.forEach((value, k) => {
    const [o, i] = [Math.floor(k / inputs), k % inputs];
    const channel = (i % order.channels) * order.channelStep;
    const place = Math.floor(i / order.channels) * order.placeStep;
    source[o * order.output + channel + place] = value;
  });
  return source;
}

function cut(source: Float32Array, shape: Shape, { order, isColumns }: Source): DenseChunk[] {
  const inputs = inputsOf(shape);
  const all: Run = { first: 0, count: isColumns ? shape.outputs : inputs };
  const length = isColumns ? inputs : shape.outputs;
  const chunks: DenseChunk[] = [];
  for (let first = 0; first < length;) {
    const units = (CUTS[chunks.length % CUTS.length] ?? 1) * (isColumns ? GROUP : 1);
    const some = { first, count: Math.min(units, length - first) };
    first += some.count;
    const offset = some.first * all.count;
    chunks.push({
      values: source.subarray(offset, offset + some.count * all.count),
      offset,
      order: order(shape),
      outputs: isColumns ? all : some,
      inputs: isColumns ? some : all,
    });
  }
  return chunks;
}

async function run(
  gpu: Gpu,
  format: WeightFormat,
  shape: Shape,
  source: Source,
  inSlices: boolean,
): Promise<void> {
  const inputs = inputsOf(shape);
  const rows = randomArray(shape.outputs * inputs, 5);
  const values = reorder(rows, inputs, source.order(shape));
  // Room for eight rows in f32, sixteen and more in the others.
  const limit = inSlices ? { maxBytes: 8 * 4 * Math.max(32, inputs + 3) } : {};
  const request = { outputs: shape.outputs, inputs, format, ...limit };
  const weights = await storeChunks(gpu, request, cut(values, shape, source));
  expectStored(format, await readRows(gpu, weights), rows, inputs);
  weights.dispose();
}

/** Beyond the largest half, at its edges, subnormal, and nothing but zeros. */
const EXTREMES = Float32Array.of(1e6, -7e4, 65504, -65504, 65535, 1e-8, -6e-8, 3e-5, 0, -0);

async function extremes(gpu: Gpu, format: WeightFormat): Promise<void> {
  const request = { outputs: 2, inputs: EXTREMES.length, format };
  const rows = new Float32Array(2 * EXTREMES.length);
  rows.set(EXTREMES);
  const weights = await storeRows(gpu, request, rows);
  const expected = rows.map((value) =>
    format === 'f16' ? Math.max(-65504, Math.min(65504, value)) : value,
  );
  expectStored(format, await readRows(gpu, weights), expected, EXTREMES.length);
  weights.dispose();
}

const REFUSED: readonly (readonly [what: string, outputs: Run, inputs: Run, count: number])[] = [
  ['inputs that begin inside of a group', { first: 0, count: 1 }, { first: 5, count: 65 }, 65],
  ['inputs that end inside of a group', { first: 0, count: 1 }, { first: 0, count: 40 }, 40],
  ['outputs beyond the last', { first: 7, count: 2 }, { first: 0, count: 70 }, 140],
  ['another count of values', { first: 0, count: 2 }, { first: 0, count: 70 }, 70],
  ['more than it was made for', { first: 0, count: 3 }, { first: 0, count: 70 }, 210],
];

async function refuse(gpu: Gpu, outputs: Run, inputs: Run, count: number): Promise<void> {
  const request: DenseWeightsRequest = { outputs: 8, inputs: 70, format: 'q8' };
  const weights = createDenseWeights(gpu, 'check.weights', request);
  const packer = await prepareDensePacker(gpu, 'check', weights, 140);
  const values = new Float32Array(count);
  const chunk = { values, offset: 0, order: rowOrder(70), outputs, inputs };
  await expectRefusal(() => packer.write(chunk), String(count), '8 x 70');
  for (const made of [packer, weights]) made.dispose();
}

export const PACK_DENSE_CHECKS: readonly KernelCheck[] = [
  ...FORMATS.flatMap((format) =>
    SHAPES.flatMap((shape) =>
      SOURCES.flatMap((source) =>
        (shape.outputs > 36 ? [false, true] : [false]).map((inSlices) => ({
          name:
            `pack_dense: ${String(shape.channels)} x ${String(shape.places)} to ` +
            `${String(shape.outputs)}, ${format}, ${source.name}${inSlices ? ', in slices' : ''}`,
          run: (gpu: Gpu) => run(gpu, format, shape, source, inSlices),
        })),
      ),
    ),
  ),
  ...FORMATS.map((format) => ({
    name: `pack_dense: extremes, ${format}`,
    run: (gpu: Gpu) => extremes(gpu, format),
  })),
  ...REFUSED.map(([what, outputs, inputs, count]) => ({
    name: `pack_dense: refuses ${what}`,
    run: (gpu: Gpu) => refuse(gpu, outputs, inputs, count),
  })),
  {
    name: 'pack_dense: refuses a limit too small for four rows',
    run: (gpu) =>
      expectRefusal(
        () =>
          createDenseWeights(gpu, 'check', {
            outputs: 8,
            inputs: 64,
            format: 'f16',
            maxBytes: 511,
          }),
        '512',
        '511',
      ),
  },
  {
    name: 'pack_dense: q8 stores the largest of every group',
    run: async (gpu) => {
      const rows = Float32Array.from({ length: 70 }, (_, i) => (i % 7) - 3 + i / 100);
      const weights = await storeRows(gpu, { outputs: 1, inputs: 70, format: 'q8' }, rows);
      const [{ scales }] = weights.slices;
      if (!scales) throw new Error('no scales');
      const found = new Float32Array(await gpu.read(scales));
      const largest = [0, 32, 64].map((first) =>
        rows.subarray(first, first + 32).reduce((most, v) => Math.max(most, Math.abs(v)), 0),
      );
      expectClose(found, largest, 0);
      weights.dispose();
    },
  },
];
