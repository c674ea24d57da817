/** What a single number is made of, against its reference. */
import { randomArray } from '../../base/index.ts';
import { sizeOf, windowOfCell } from '../../math/index.ts';
import type { ConvolutionGeometry, Shape3, Tensor3 } from '../../math/index.ts';
import { channelTerms, flatten, unitTerms, windowValues } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { wholeWeights } from '../kernels/stored-weights.ts';
import type { DenseWeightsRequest } from '../kernels/stored-weights.ts';
import { prepareChannelTerms, prepareUnitTerms, termBytes } from '../kernels/terms.ts';
import {
  convolutionWeightLayout,
  denseWeightLayout,
  packConvolutionWeights,
  toHalves,
} from '../kernels/weights.ts';
import { prepareWindowReader } from '../kernels/window.ts';
import { expectClose, expectRefusal } from './check.ts';
import type { KernelCheck } from './check.ts';
import { FORMATS, readRows, storeRows } from './stored.ts';

/** A term is a sum of up to 35 products in f32. */
const TOLERANCE = 2e-6;

interface WindowCase extends ConvolutionGeometry {
  readonly title: string;
  readonly shape: Shape3;
  readonly outputs: number;
  /** Whether the weights are kept as halves. */
  readonly isHalf?: boolean;
  /** Units to aim at, one after the other with the same launch. */
  readonly units: readonly (readonly [output: number, row: number, column: number])[];
}

const PLAIN = { kernel: [3, 3], stride: [1, 1], padding: [1, 1], dilation: [1, 1] } as const;

const WINDOW_CASES: readonly WindowCase[] = [
  {
    ...PLAIN,
    title: '3 x 3, in the middle and at all borders',
    shape: [6, 9, 7],
    outputs: 5,
    units: [
      [0, 4, 3],
      [4, 0, 0],
      [3, 8, 6],
      [1, 0, 6],
    ],
  },
  { ...PLAIN, title: 'three inputs', shape: [3, 5, 5], outputs: 8, units: [[7, 2, 2]] },
  { ...PLAIN, title: 'one cell', shape: [1, 1, 1], outputs: 1, units: [[0, 0, 0]] },
  { ...PLAIN, title: 'halves', shape: [6, 4, 5], outputs: 5, units: [[4, 1, 2]], isHalf: true },
  { ...PLAIN, title: '513 inputs', shape: [513, 3, 4], outputs: 6, units: [[5, 2, 1]] },
  {
    title: '7 x 5, stride, padding and dilation',
    shape: [9, 20, 23],
    outputs: 7,
    kernel: [7, 5],
    stride: [2, 3],
    padding: [4, 6],
    dilation: [2, 3],
    units: [
      [6, 0, 0],
      [2, 3, 4],
    ],
  },
];

async function runWindow(gpu: Gpu, item: WindowCase): Promise<void> {
  const tensor = randomTensor(item.shape);
  const shape = [item.outputs, item.shape[0], ...item.kernel] as const;
  // A sixteenth is exact as a half.
  const random = randomArray(sizeOf(shape), 12);
  const oihw = item.isHalf ? random.map((value) => Math.round(16 * value) / 16) : random;
  const parameters = { ...item, weights: oihw, bias: new Float32Array(item.outputs), relu: false };
  const input = uploadTensor(gpu, 'check.input', tensor);
  const packed = packConvolutionWeights(oihw, shape);
  const data = item.isHalf ? toHalves(packed) : packed;
  const format = item.isHalf ? 'f16' : 'f32';
  const weights = wholeWeights(format, item.outputs, gpu.bufferFrom('check.weights', data));
  const output = gpu.buffer('check.output', termBytes(item.shape[0]));
  const { dilation } = item;
  const request = { input, weights, shape, dilation, output };
  const terms = await prepareChannelTerms(gpu, 'check', request);
  const cells = item.kernel[0] * item.kernel[1];
  const reader = await prepareWindowReader(gpu, 'check', { input, weights, cells });
  const geometry = { size: item.kernel, ...item };
  const layout = convolutionWeightLayout(shape);
  for (const unit of item.units) {
    const [channel, row, column] = unit;
    const area = windowOfCell(geometry, row, column);
    gpu.upload(output, new Float32Array(output.bytes / 4).fill(NaN));
    const launch = terms.aim({ channel, top: area.y, left: area.x });
    gpu.submit('check', (commands) => {
      commands.dispatch(launch);
    });
    const found = new Float32Array(await gpu.read(output));
    const expected = channelTerms(tensor, parameters, unit);
    const padding = Array.from({ length: found.length - expected.length }, () => 0);
    expectClose(found, [...expected, ...padding], TOLERANCE);

    const from = item.shape[0] - 1;
    const window = {
      top: area.y,
      left: area.x,
      rows: item.kernel[0],
      columns: item.kernel[1],
      dilation,
    };
    const values = await reader.read({
      ...window,
      channel: from,
      weights: { layout, output: channel },
    });
    expectClose(values.inputs, windowValues(tensor, from, window), 0);
    const first = (channel * item.shape[0] + from) * cells;
    expectClose(values.weights, oihw.subarray(first, first + cells), 0);
  }
  for (const thing of [input, weights, output, terms, reader]) thing.dispose();
}

async function runDense(
  gpu: Gpu,
  map: Shape3,
  outputs: number,
  kept: Pick<DenseWeightsRequest, 'format' | 'maxBytes'>,
): Promise<void> {
  const flat = flatten(randomTensor(map));
  const inputs = flat.data.length;
  const input = uploadTensor(gpu, 'check.input', flat);
  const request = { outputs, inputs, ...kept };
  const weights = await storeRows(gpu, request, randomArray(outputs * inputs, 13));
  const rows = await readRows(gpu, weights);
  const output = gpu.buffer('check.output', termBytes(inputs));
  const terms = await prepareUnitTerms(gpu, 'check', { input, weights, outputs, output });
  const layout = denseWeightLayout([outputs, ...map], kept.format);
  const cells = map[1] * map[2];
  const reader = await prepareWindowReader(gpu, 'check', { input, weights, cells });
  for (const unit of [0, Math.floor(outputs / 2), outputs - 1]) {
    const launch = terms.aim({ channel: unit, top: 0, left: 0 });
    gpu.submit('check', (commands) => {
      commands.dispatch(launch);
    });
    const found = new Float32Array(await gpu.read(output, 0, inputs * 4));
    expectClose(found, unitTerms(flat, rows, unit), TOLERANCE);
    // The slice of one channel of the map before the flattening.
    const channel = map[0] - 1;
    const slice = await reader.read({
      channel,
      top: 0,
      left: 0,
      rows: map[1],
      columns: map[2],
      dilation: [1, 1],
      weights: { layout, output: unit },
    });
    const expected = Array.from(
      { length: cells },
      (_, cell) => rows[unit * inputs + cell * map[0] + channel] ?? NaN,
    );
    // Of q8 the product with the scale is rounded once, and 1 / 127 too.
    expectClose(slice.weights, expected, kept.format === 'q8' ? TOLERANCE : 0);
  }
  for (const thing of [input, weights, output, terms, reader]) thing.dispose();
}

function randomTensor(shape: Shape3): Tensor3 {
  return { shape, data: randomArray(sizeOf(shape), 11) };
}

export const TERM_CHECKS: readonly KernelCheck[] = [
  ...WINDOW_CASES.map((item) => ({
    name: `channel_terms, window: ${item.title}`,
    run: (gpu: Gpu) => runWindow(gpu, item),
  })),
  ...(
    [
      [[5, 1, 1], 3],
      [[7, 2, 3], 6],
      [[513, 1, 1], 2],
      [[35, 2, 3], 14, 3400],
    ] as const
  ).flatMap(([map, outputs, maxBytes]) =>
    FORMATS.map((format) => ({
      name:
        `unit_terms, window: ${map.join(' x ')} to ${String(outputs)}, ${format}` +
        (maxBytes === undefined ? '' : ', in slices'),
      run: (gpu: Gpu) =>
        runDense(gpu, map, outputs, { format, ...(maxBytes !== undefined && { maxBytes }) }),
    })),
  ),
  {
    name: 'window: without weights they are zero',
    run: async (gpu) => {
      const tensor = randomTensor([5, 4, 6]);
      const input = uploadTensor(gpu, 'check.input', tensor);
      const window = { top: 2, left: 4, rows: 3, columns: 3, dilation: [1, 1] } as const;
      const request = { input, weights: null, cells: 9 };
      const reader = await prepareWindowReader(gpu, 'check', request);
      const found = await reader.read({ ...window, channel: 4, weights: null });
      expectClose(found.inputs, windowValues(tensor, 4, window), 0);
      expectClose(found.weights, new Float32Array(9), 0);
      const large = { ...window, rows: 4, channel: 4, weights: null };
      await expectRefusal(() => reader.read(large), '12', '9');
      for (const thing of [input, reader]) thing.dispose();
    },
  },
  {
    name: 'channel_terms, unit_terms: refuse what does not fit',
    run: async (gpu) => {
      const input = createTensor(gpu, 'check.input', [8, 3, 3]);
      const row = createTensor(gpu, 'check.row', [8, 1, 1]);
      const weights = wholeWeights('f32', 2, gpu.buffer('check.weights', 64));
      const output = gpu.buffer('check.output', 16);
      const shape = [4, 8, 3, 3] as const;
      const request = { input, weights, shape, dilation: [1, 1] as const, output };
      await expectRefusal(() => prepareChannelTerms(gpu, 'check', request), '4 x 8 x 3 x 3', '64');
      await expectRefusal(
        () => prepareUnitTerms(gpu, 'check', { input: row, weights, outputs: 2, output }),
        'output',
        '16',
        '32',
      );
      for (const thing of [input, row, weights, output]) thing.dispose();
    },
  },
];
