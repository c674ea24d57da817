/** How numbers were made, in whole networks: the terms add up to what is stored, and are those of the reference. */
import { afterAll, describe, expect, test } from 'vitest';
import { createRandom, randomArray } from '../../base/index.ts';
import { Gpu, writeTensor } from '../../gpu/index.ts';
import type { WeightFormat } from '../../gpu/index.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import type { SafetensorsFile } from '../../io/index.ts';
import { sizeOf } from '../../math/index.ts';
import type { GridCell, Shape3 } from '../../math/index.ts';
import { channelTerms, unitTerms } from '../../math/reference/index.ts';
import { vgg } from '../../network/architectures.ts';
import type { Layer } from '../../network/index.ts';
import { startUpload } from '../../network/upload.ts';
import { Network, isLearned } from '../../network/index.ts';
import { tensorsOf } from '../../network/layer.ts';
import { embeddedModel } from '../../network/testing/embedded-model.ts';
import { randomWeights } from '../../network/testing/random-weights.ts';
import { recogniseModel } from '../../network/recognise.ts';
import { readValues } from '../../network/weights.ts';
import { Explainer } from './explainer.ts';

/** Sums of up to 1,152 products in f32, by four terms at a time here and one by one in the pass. */
const TOLERANCE = 1e-5;
const UNITS = 100;

const gpu = await Gpu.open(openNodeGpu());
const faults: string[] = [];
gpu.onError((error) => faults.push(error.message));
afterAll(() => {
  gpu.dispose();
});

function randomCells(shape: Shape3, count: number, seed: number): GridCell[] {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: count }, () => ({
    channel: below(shape[0]),
    row: below(shape[1]),
    column: below(shape[2]),
  }));
}

/** How the weights of dense layers are kept. */
interface Kept {
  readonly denseFormat: WeightFormat;
  readonly maxBytes: number;
  /** How far a term may be from that of the source, relative to the largest value of the layer. */
  readonly terms: number;
}

async function load(
  layers: readonly Layer[],
  file: SafetensorsFile,
  { denseFormat, maxBytes }: Kept,
): Promise<Network> {
  const network = new Network(gpu, layers);
  for (const layer of layers.filter(isLearned)) {
    const { weight, bias } = tensorsOf(layer);
    const isDense = layer.kind === 'dense';
    const upload = await startUpload(gpu, layer, {
      order: isDense ? 'rows' : 'oihw',
      channels: isDense ? layer.inputUnits : layer.inputChannels,
      precision: 'f16',
      denseFormat,
      maxBytes,
    });
    upload.writeWeights(readValues(file.tensors, weight), 0);
    upload.writeBias(readValues(file.tensors, bias));
    const learned = upload.finish();
    if (isDense) expect(learned.weights.slices.length).toBeGreaterThan(1);
    network.supply(layer.name, learned);
  }
  return network;
}

async function check(
  layers: readonly Layer[],
  file: SafetensorsFile,
  size: { readonly height: number; readonly width: number },
  kept: Kept | null = null,
): Promise<void> {
  const network = kept ? await load(layers, file, kept) : await Network.load(gpu, layers, file);
  const termTolerance = kept?.terms ?? TOLERANCE;
  const pass = await network.pass(size);
  const explainer = new Explainer(gpu, network, pass);
  const shape: Shape3 = [3, size.height, size.width];
  writeTensor(gpu, pass.input, { shape, data: randomArray(sizeOf(shape), 3, -2, 2) });
  gpu.submit('test', (commands) => {
    pass.encode(commands);
  });
  // The first small read makes the buffers that all small reads go through.
  await gpu.read(pass.input.buffer, 0, 4);
  for (const planned of pass.plan) {
    const { layer } = planned;
    const stored = await pass.readActivations(layer.name);
    const before =
      layer.inputs[0] === undefined ? null : await pass.readActivations(layer.inputs[0]);
    const isSoftmax = layer.kind === 'dense' && layer.activation === 'softmax';
    const logits = isSoftmax ? await pass.readActivations('logits') : stored;
    const largest = logits.data.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-30);
    await explainer.prepare(layer.name);
    const made = gpu.stats.buffersCreated;
    for (const cell of randomCells(planned.shape, UNITS, layer.name.length)) {
      const { channel, row, column } = cell;
      const place = (channel * planned.shape[1] + row) * planned.shape[2] + column;
      const found = await explainer.explain(layer.name, cell);
      const total = found.terms.reduce((sum, term) => sum + term.sum, found.bias);
      expect(found.value, layer.name).toBe(stored.data[place]);
      expect(Math.abs(total - found.preActivation), layer.name).toBeLessThanOrEqual(1e-9 * largest);
      const relu = 'activation' in layer && layer.activation === 'relu';
      const wanted = relu && found.preActivation < 0 ? 0 : found.preActivation;
      const known = logits.data[place] ?? NaN;
      expect(Math.abs(wanted - known), layer.name).toBeLessThanOrEqual(TOLERANCE * largest);
      expect(found.terms.map(({ sum }) => Math.abs(sum))).toEqual(
        found.terms.map(({ sum }) => Math.abs(sum)).sort((a, b) => b - a),
      );
    }
    if (before && isLearned(layer)) {
      const { weight } = tensorsOf(layer);
      const weights = readValues(file.tensors, weight);
      const [cell = { channel: 0, row: 0, column: 0 }] = randomCells(planned.shape, 1, 9);
      const unit = [cell.channel, cell.row, cell.column] as const;
      const bias = new Float32Array(planned.shape[0]);
      const terms =
        layer.kind === 'dense'
          ? unitTerms(before, weights, cell.channel)
          : channelTerms(before, { ...layer, weights, bias, relu: false }, unit);
      const found = await explainer.explain(layer.name, cell);
      for (const { channel, sum } of found.terms) {
        expect(Math.abs(sum - (terms[channel] ?? NaN))).toBeLessThanOrEqual(
          termTolerance * largest,
        );
      }
      expect(found.terms).toHaveLength(terms.length);
    }
    expect(gpu.stats.buffersCreated, `${layer.name} makes nothing`).toBe(made);
  }
  expect(faults).toEqual([]);
  for (const item of [explainer, pass, network]) item.dispose();
}

describe('100 units of every layer add up', () => {
  test('of the embedded model', async () => {
    const file = embeddedModel();
    const { layers } = recogniseModel(file);
    await check(layers, file, { height: 64, width: 64 });
  });

  // A half is off by 2 ** -12 at most, a weight in 8 bits by 1 / 254 of the largest of its group.
  test.each([
    { denseFormat: 'f32', maxBytes: 4 * 240, terms: TOLERANCE },
    { denseFormat: 'f16', maxBytes: 4 * 120, terms: 2 ** -11 },
    { denseFormat: 'q8', maxBytes: 4 * 64, terms: 2 ** -6 },
  ] as const)('of a dense head kept as $denseFormat in slices', async (kept) => {
    const head = { kind: 'dense', classes: 25, units: 18, map: [2, 3] } as const;
    const layers = vgg({ name: 'vgg11', width: 1 / 32, blocks: 3, head });
    await check(layers, randomWeights(layers, 8), { height: 17, width: 25 }, kept);
  });

  test('of a network with a dense head, at an odd size', async () => {
    const layers = vgg({
      name: 'vgg11',
      width: 1 / 32,
      blocks: 3,
      head: { kind: 'dense', classes: 5, units: 10, map: [2, 3] },
    });
    await check(layers, randomWeights(layers, 4), { height: 17, width: 25 });
  });
});

describe('a pooling unit', () => {
  const layers: readonly Layer[] = [
    { kind: 'input', name: 'input', inputs: [], channels: 3 },
    { kind: 'max-pool', name: 'max', inputs: ['input'], window: 3, stride: 2 },
    { kind: 'average-pool', name: 'average', inputs: ['max'], window: 2, stride: 1 },
    { kind: 'global-average-pool', name: 'global', inputs: ['average'] },
  ];

  test('shows its window and the first winner', async () => {
    const network = await Network.load(gpu, layers, { tensors: new Map() });
    const pass = await network.pass({ height: 7, width: 9 });
    const explainer = new Explainer(gpu, network, pass);
    const data = randomArray(3 * 63, 5);
    // Two equal largest values in the window of (2, 1, 1): rows 2..4, columns 2..4.
    data[2 * 63 + 3 * 9 + 4] = 9;
    data[2 * 63 + 4 * 9 + 2] = 9;
    writeTensor(gpu, pass.input, { shape: [3, 7, 9], data });
    gpu.submit('test', (commands) => {
      pass.encode(commands);
    });
    const max = await explainer.explain('max', { channel: 2, row: 1, column: 1 });
    expect(max.window?.area).toEqual({ x: 2, y: 2, width: 3, height: 3 });
    expect(max.window?.winner).toBe(5);
    expect(max.value).toBe(9);
    expect(max.terms).toEqual([{ channel: 2, sum: 9 }]);
    expect(max.before).toBe('input');

    const average = await explainer.explain('average', { channel: 1, row: 0, column: 2 });
    const values = [...(average.window?.values ?? [])];
    expect(values).toHaveLength(4);
    expect(average.window?.winner).toBeNull();
    expect(values.reduce((sum, value) => sum + value, 0) / 4).toBeCloseTo(average.value, 6);

    const global = await explainer.explain('global', { channel: 0, row: 0, column: 0 });
    expect(global.window?.area).toEqual({ x: 0, y: 0, width: 3, height: 2 });
    for (const item of [explainer, pass, network]) item.dispose();
  });

  test('a layer there is none of is refused', async () => {
    const network = await Network.load(gpu, layers, { tensors: new Map() });
    const pass = await network.pass({ height: 7, width: 9 });
    const explainer = new Explainer(gpu, network, pass);
    const cell = { channel: 0, row: 0, column: 0 };
    await expect(explainer.explain('nowhere', cell)).rejects.toThrow('nowhere');
    expect(await explainer.products('max', cell, 0)).toBeNull();
    await expect(explainer.kernelOf('max', 0, 0)).rejects.toThrow('no weights');
    for (const item of [explainer, pass, network]) item.dispose();
  });
});

test('the products of a term add up to it, and its weights are the file’s', async () => {
  const file = embeddedModel();
  const { layers } = recogniseModel(file);
  const network = await Network.load(gpu, layers, file);
  const pass = await network.pass({ height: 32, width: 32 });
  const explainer = new Explainer(gpu, network, pass);
  const data = randomArray(3 * 1024, 8, -2, 2);
  writeTensor(gpu, pass.input, { shape: [3, 32, 32], data });
  gpu.submit('test', (commands) => {
    pass.encode(commands);
  });
  const cell = { channel: 21, row: 0, column: 3 };
  const { terms } = await explainer.explain('block3_conv2', cell);
  const [strongest] = terms;
  const products = await explainer.products('block3_conv2', cell, strongest?.channel ?? 0);
  const sum = products?.inputs.reduce(
    (total, input, tap) => total + input * (products.weights[tap] ?? 0),
    0,
  );
  expect(sum).toBeCloseTo(strongest?.sum ?? NaN, 5);
  const weights = readValues(file.tensors, { name: 'block3_conv2.weight', shape: [64, 64, 3, 3] });
  const first = (21 * 64 + (strongest?.channel ?? 0)) * 9;
  expect(products?.weights).toEqual(weights.slice(first, first + 9));
  // The window begins above the picture: its first row is padding.
  expect(products?.inputs.slice(0, 3)).toEqual(new Float32Array(3));
  const dense = await explainer.kernelOf('predictions', 3, 100);
  const rows = readValues(file.tensors, { name: 'predictions.weight', shape: [200, 128] });
  expect(dense).toEqual(rows.slice(3 * 128 + 100, 3 * 128 + 101));
  for (const item of [explainer, pass, network]) item.dispose();
});
