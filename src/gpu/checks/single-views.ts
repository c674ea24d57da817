/** The view of one channel and the view of learned values against their references, byte by byte. */
import { randomArray } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import { layoutGrid, sizeOf } from '../../math/index.ts';
import type { Extent, Shape3, Tensor3 } from '../../math/index.ts';
import {
  channelStatistics,
  flatten,
  mapSingle,
  strongestChannel,
  weightGrid,
} from '../../math/reference/index.ts';
import { uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { uploadColormap } from '../kernels/color-scale.ts';
import type { ConvolutionFormat } from '../kernels/convolution-3x3.ts';
import { mapSampling, mapSingleParams, prepareMapSingle } from '../kernels/map-single.ts';
import type { MapSampling, MapSingleView } from '../kernels/map-single.ts';
import {
  createStatisticsBuffers,
  prepareStatistics,
  prepareStrongest,
} from '../kernels/statistics.ts';
import { wholeWeights } from '../kernels/stored-weights.ts';
import type { DenseWeightsRequest, StoredWeights } from '../kernels/stored-weights.ts';
import { prepareWeightGrid } from '../kernels/weight-grid.ts';
import {
  convolutionWeightLayout,
  denseWeightLayout,
  packConvolutionWeights,
  toHalves,
} from '../kernels/weights.ts';
import { drawn, expectPixels, expectRefusal } from './check.ts';
import type { KernelCheck } from './check.ts';
import { FORMATS, readRows, storeRows } from './stored.ts';

/** Where a value falls between two colours of a map, f32 may choose the other one. */
const STEPS = 3;
/** The edge of a contour is a difference of nearly equal numbers divided by another one. */
const CONTOUR_STEPS = 6;

interface SingleCase {
  readonly title: string;
  readonly shape: Shape3;
  readonly target: Extent;
  readonly view: Omit<MapSingleView, 'origin' | 'accent' | 'style'> & {
    readonly style?: 'color' | 'glow' | 'mask' | 'contour';
    readonly smooth?: boolean;
  };
  readonly change?: (data: Float32Array) => void;
}

const SINGLE_CASES: readonly SingleCase[] = [
  {
    title: 'at its own size',
    shape: [5, 9, 7],
    target: { width: 7, height: 9 },
    view: { channel: 4, scale: 'layer' },
  },
  {
    title: 'enlarged by no whole number',
    shape: [5, 9, 7],
    target: { width: 31, height: 50 },
    view: { channel: 0, scale: 'channel' },
  },
  {
    title: 'shrunk',
    shape: [3, 60, 50],
    target: { width: 21, height: 17 },
    view: { channel: 2, scale: 'channel' },
  },
  {
    title: 'shrunk though smooth',
    shape: [3, 60, 50],
    target: { width: 21, height: 70 },
    view: { channel: 2, scale: 'channel', smooth: true },
  },
  {
    title: 'smooth',
    shape: [6, 5, 4],
    target: { width: 40, height: 33 },
    view: { channel: 5, scale: 'layer', smooth: true },
  },
  {
    title: 'one cell, smooth',
    shape: [2, 1, 1],
    target: { width: 4, height: 4 },
    view: { channel: 1, scale: 'layer', smooth: true },
  },
  {
    title: 'given limits, gamma, diverging',
    shape: [4, 8, 8],
    target: { width: 24, height: 24 },
    view: { channel: 1, scale: 'fixed', lo: -0.6, hi: 0.2, gamma: 2, diverging: true },
  },
  {
    title: 'mask',
    shape: [4, 8, 8],
    target: { width: 24, height: 24 },
    view: { channel: 3, scale: 'fixed', lo: 0, hi: 0.8, style: 'mask' },
  },
  {
    title: 'glow',
    shape: [4, 8, 8],
    target: { width: 8, height: 8 },
    view: { channel: 1, scale: 'fixed', lo: -0.2, hi: 0.8, style: 'glow' },
  },
  {
    title: 'glow of signed values, NaN opaque',
    shape: [4, 8, 8],
    target: { width: 20, height: 30 },
    view: { channel: 0, scale: 'layer', diverging: true, style: 'glow' },
    change: (data) => (data[9] = NaN),
  },
  {
    title: 'mask of signed values, smooth',
    shape: [4, 8, 8],
    target: { width: 24, height: 24 },
    view: { channel: 3, scale: 'layer', diverging: true, style: 'mask', smooth: true },
  },
  {
    title: 'contour',
    shape: [4, 6, 7],
    target: { width: 70, height: 61 },
    view: { channel: 2, scale: 'fixed', lo: -1, hi: 1, style: 'contour', level: 0.6 },
  },
  {
    title: 'a constant map has no contour',
    shape: [4, 6, 7],
    target: { width: 20, height: 20 },
    view: { channel: 0, scale: 'fixed', lo: 0, hi: 1, style: 'contour', level: 0.5 },
    change: (data) => data.fill(0.5, 0, 42),
  },
  {
    title: 'NaN is magenta, smooth',
    shape: [2, 6, 6],
    target: { width: 18, height: 18 },
    view: { channel: 0, scale: 'layer', smooth: true },
    change: (data) => (data[14] = NaN),
  },
];

async function runSingle(gpu: Gpu, { shape, target, view, change }: SingleCase): Promise<void> {
  const tensor = randomTensor(shape);
  change?.(tensor.data);
  const { style = 'color', smooth = false } = view;
  const sampling = mapSampling(shape, target, { style, smooth });
  const shown = await withLayer(gpu, tensor, sampling, async (draw) => {
    const painted = { ...view, style: style === 'contour' ? 'color' : style } as const;
    draw.setParams(mapSingleParams(shape, target, painted));
    return drawn(gpu, draw, target);
  });
  const wanted = { ...view, channel: Number(view.channel), colormap: 'viridis' } as const;
  const steps = view.style === 'contour' ? CONTOUR_STEPS : STEPS;
  expectPixels(shown, mapSingle(tensor, target, wanted), target.width, steps);
}

/** Prepares the view of a tensor, and frees everything afterwards. */
async function withLayer<T>(
  gpu: Gpu,
  tensor: Tensor3,
  sampling: MapSampling,
  use: (draw: Awaited<ReturnType<typeof prepareMapSingle>>) => Promise<T>,
): Promise<T> {
  const input = uploadTensor(gpu, 'check.input', tensor);
  const { channels, layer } = createStatisticsBuffers(gpu, 'check', tensor.shape[0]);
  const choice = gpu.buffer('check.choice', 4);
  const statistics = await prepareStatistics(gpu, 'check', { input, channels, layer });
  const strongest = await prepareStrongest(gpu, 'check', { channels, output: choice });
  gpu.submit('check', (commands) => {
    for (const dispatch of [...statistics.dispatches, strongest]) commands.dispatch(dispatch);
  });
  const colormap = uploadColormap(gpu, 'check.colormap', 'viridis');
  const draw = await prepareMapSingle(gpu, 'check', 'rgba8unorm', {
    input,
    channelStats: channels,
    layerStats: layer,
    colormap,
    choice,
    sampling,
  });
  const result = await use(draw);
  const items = [input, channels, layer, choice, statistics, strongest, colormap, draw];
  for (const item of items) item.dispose();
  return result;
}

/** The strongest channel, in a rectangle of a target; all else stays transparent. */
async function runChosen(gpu: Gpu, tensor: Tensor3): Promise<void> {
  const target = { width: 30, height: 20 };
  const size = { width: 12, height: 9 };
  const origin = { x: 11, y: 7 };
  const texture = gpu.texture('check.target', target.width, target.height);
  const actual = await withLayer(gpu, tensor, 'area', async (draw) => {
    const view = { channel: 'chosen', scale: 'channel', origin } as const;
    draw.setParams(mapSingleParams(tensor.shape, size, view));
    gpu.submit('check', (commands) => {
      commands.drawParts(texture.raw.createView(), [{ launch: draw, ...origin, ...size }]);
    });
    return new Uint8Array(await gpu.readTexture(texture));
  });
  texture.dispose();
  const channel = strongestChannel(channelStatistics(tensor));
  const small = mapSingle(tensor, size, { channel, scale: 'channel', colormap: 'viridis' });
  const expected = new Uint8Array(4 * target.width * target.height);
  for (let row = 0; row < size.height; row += 1) {
    const from = small.subarray(4 * row * size.width, 4 * (row + 1) * size.width);
    expected.set(from, 4 * ((origin.y + row) * target.width + origin.x));
  }
  expectPixels(actual, expected, target.width, STEPS);
}

async function runConvolutionWeights(
  gpu: Gpu,
  shape: readonly [number, number, number, number],
  output: number | null,
  swap: boolean,
  format: ConvolutionFormat = 'f32',
): Promise<void> {
  const [outputs, inputs, rows, columns] = shape;
  const oihw = randomArray(sizeOf(shape), 14);
  const taps = rows * columns;
  // A sixteenth is exact as a half.
  const kept = format === 'f16' ? oihw.map((value) => Math.round(16 * value) / 16) : oihw;
  const packed = packConvolutionWeights(kept, shape);
  const data = format === 'f16' ? toHalves(packed) : packed;
  const weights = wholeWeights(format, outputs, gpu.bufferFrom('check.weights', data));
  const at = (o: number, i: number, tap: number): number =>
    kept[(o * inputs + i) * taps + tap] ?? 0;
  const count = output === null ? outputs : inputs;
  await compareWeights(gpu, weights, convolutionWeightLayout(shape), at, count, { output, swap });
}

async function runDenseWeights(
  gpu: Gpu,
  map: Shape3,
  outputs: number,
  kept: Pick<DenseWeightsRequest, 'format' | 'maxBytes'> = { format: 'f32' },
): Promise<void> {
  const inputs = sizeOf(map);
  const request = { outputs, inputs, ...kept };
  const weights = await storeRows(gpu, request, randomArray(outputs * inputs, 15));
  const rows = await readRows(gpu, weights);
  const order = flatten({ shape: map, data: Float32Array.from({ length: inputs }, (_, i) => i) });
  const places = new Map(Array.from(order.data, (element, index) => [element, index]));
  const at = (o: number, i: number, tap: number): number =>
    rows[o * inputs + (places.get(i * map[1] * map[2] + tap) ?? 0)] ?? 0;
  const layout = denseWeightLayout([outputs, ...map], kept.format);
  const view = { output: outputs - 1, swap: false };
  await compareWeights(gpu, weights, layout, at, map[0], view);
}

async function compareWeights(
  gpu: Gpu,
  weights: Owned<StoredWeights>,
  weightLayout: ReturnType<typeof convolutionWeightLayout>,
  at: (output: number, input: number, tap: number) => number,
  count: number,
  view: { readonly output: number | null; readonly swap: boolean },
): Promise<void> {
  const [, , rows, columns] = weightLayout.shape;
  const layout = layoutGrid({
    shape: [count, rows, columns],
    width: 90,
    height: 70,
    gap: 2,
    minTile: 5,
  });
  const largest = 0.9;
  const colormap = uploadColormap(gpu, 'check.colormap', 'blue-red');
  const request = { weights, layout: weightLayout, colormap };
  const grid = await prepareWeightGrid(gpu, 'check', 'rgba8unorm', request);
  const draw = grid.show({ layout, weights: weightLayout, largest, ...view });
  const actual = await drawn(gpu, draw, layout);
  for (const item of [weights, colormap, grid]) item.dispose();
  const wanted = weightGrid(at, [rows, columns], layout, {
    colormap: 'blue-red',
    largest,
    ...view,
  });
  expectPixels(actual, wanted, layout.width, STEPS);
}

function randomTensor(shape: Shape3): Tensor3 {
  return { shape, data: randomArray(sizeOf(shape), 6, -1, 1) };
}

export const SINGLE_VIEW_CHECKS: readonly KernelCheck[] = [
  ...SINGLE_CASES.map((item) => ({
    name: `map_single: ${item.title}, ${item.shape.join(' x ')}`,
    run: (gpu: Gpu) => runSingle(gpu, item),
  })),
  ...[1, 5, 64, 200].map((channels) => ({
    name: `strongest, map_single: in its place among ${String(channels)}`,
    run: (gpu: Gpu) => runChosen(gpu, randomTensor([channels, 3, 4])),
  })),
  {
    name: 'strongest: the first of equals',
    run: (gpu) =>
      runChosen(gpu, {
        shape: [130, 1, 2],
        data: Float32Array.from({ length: 260 }, (_, i) => (i >= 140 ? (i % 2) + 1 : i % 2)),
      }),
  },
  {
    name: 'weight_grid: slices of one filter',
    run: (gpu) => runConvolutionWeights(gpu, [6, 7, 3, 3], 5, false),
  },
  {
    name: 'weight_grid: slices of 5 x 2, many',
    run: (gpu) => runConvolutionWeights(gpu, [3, 130, 5, 2], 2, false),
  },
  {
    name: 'weight_grid: filters as RGB',
    run: (gpu) => runConvolutionWeights(gpu, [10, 3, 3, 3], null, false),
  },
  {
    name: 'weight_grid: filters as RGB from BGR',
    run: (gpu) => runConvolutionWeights(gpu, [10, 3, 3, 3], null, true),
  },
  {
    name: 'weight_grid: one unit of a dense layer',
    run: (gpu) => runDenseWeights(gpu, [13, 1, 1], 3),
  },
  {
    name: 'weight_grid: one unit behind a flattened map',
    run: (gpu) => runDenseWeights(gpu, [6, 2, 3], 5),
  },
  ...FORMATS.map((format) => ({
    name: `weight_grid: one unit in the last of several slices, ${format}`,
    run: (gpu: Gpu) => runDenseWeights(gpu, [35, 2, 3], 14, { format, maxBytes: 3400 }),
  })),
  {
    name: 'weight_grid: filters kept as halves',
    run: (gpu) => runConvolutionWeights(gpu, [10, 3, 3, 3], null, false, 'f16'),
  },
  {
    name: 'weight_grid: refuses whole filters out of several slices',
    run: async (gpu) => {
      const kept = { format: 'f32', maxBytes: 64 } as const;
      const weights = await storeRows(gpu, { outputs: 8, inputs: 3, ...kept }, randomArray(24, 1));
      const colormap = uploadColormap(gpu, 'check.colormap', 'blue-red');
      const layout = denseWeightLayout([8, 3, 1, 1], 'f32');
      const request = { weights, layout, colormap };
      const grid = await prepareWeightGrid(gpu, 'check', 'rgba8unorm', request);
      const grids = layoutGrid({ shape: [8, 1, 1], width: 90, height: 70, gap: 2, minTile: 5 });
      const view = { layout: grids, weights: layout, output: null, swap: false, largest: 1 };
      await expectRefusal(() => grid.show(view), '2 slices');
      for (const item of [weights, colormap, grid]) item.dispose();
    },
  },
];
