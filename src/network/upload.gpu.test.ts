/** Learned values on their way to the GPU: in every order, piece by piece, in every format, and what goes wrong. */
import { afterAll, describe, expect, test } from 'vitest';
import { OutOfMemoryError, WeightsError, randomArray } from '../base/index.ts';
import { Gpu, createTensor, readTensor, writeTensor } from '../gpu/index.ts';
import type { WeightFormat } from '../gpu/index.ts';
import { differenceOf } from '../gpu/checks/check.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import { sizeOf } from '../math/index.ts';
import type { Shape3 } from '../math/index.ts';
import { convolution, dense } from '../math/reference/index.ts';
import { prepareLayer } from './execution.ts';
import type { ConvolutionLayer, DenseLayer, LearnedLayer } from './layer.ts';
import { denseFormatOf, startUpload, uploadLearned } from './upload.ts';
import type { LearnedBuffers, LearnedUpload, UploadOptions, WeightOrder } from './upload.ts';

const gpu = await Gpu.open(openNodeGpu());
const faults: string[] = [];
gpu.onError((error) => faults.push(error.message));
afterAll(() => {
  gpu.dispose();
});

/** Relative to the largest value: sums of some hundred products in f32. */
const SUMS = 2e-6;
/**
 * A weight is off by at most half a unit of the last of 11 bits, or half of 1 / 127 of the largest of its group; errors
 * of a sum of n random products grow with the root of n, as the sum does.
 */
const KEPT: Readonly<Record<WeightFormat, number>> = { f32: SUMS, f16: 5e-4, q8: 1e-2 };

const CONVOLUTION: ConvolutionLayer = {
  kind: 'convolution',
  name: 'conv',
  inputs: ['input'],
  inputChannels: 6,
  channels: 9,
  kernel: [3, 3],
  stride: [1, 1],
  padding: [1, 1],
  dilation: [1, 1],
  activation: 'relu',
};
const MAP: Shape3 = [24, 3, 2];
const DENSE: DenseLayer = {
  kind: 'dense',
  name: 'fc',
  inputs: ['flatten'],
  inputUnits: sizeOf(MAP),
  units: 30,
  activation: null,
};
const OPTIONS: UploadOptions = { order: 'rows', channels: MAP[0], precision: 'f32' };

/** Writes in pieces of `size` values. */
function feed(upload: LearnedUpload, values: Float32Array, size: number): void {
  for (let offset = 0; offset < values.length; offset += size) {
    upload.writeWeights(values.subarray(offset, offset + size), offset);
  }
}

async function outputOf(
  layer: LearnedLayer,
  learned: LearnedBuffers,
  inputShape: Shape3,
  outputShape: Shape3,
): Promise<Float32Array> {
  const input = createTensor(gpu, 'test.input', inputShape);
  const output = createTensor(gpu, 'test.output', outputShape);
  writeTensor(gpu, input, { shape: inputShape, data: randomArray(sizeOf(inputShape), 1) });
  const bindings = { input, output, learned, logits: null, winners: null };
  const launches = await Promise.all(prepareLayer(gpu, layer, bindings));
  gpu.submit('test', (commands) => {
    for (const launch of launches) commands.dispatch(launch);
  });
  const { data } = await readTensor(gpu, output);
  for (const item of [...launches, input, output]) item.dispose();
  return data;
}

/** Rows [O, I] with the channel last, as `order` has them. */
function reorder(rows: Float32Array, order: WeightOrder): Float32Array {
  const [channels, height, width] = MAP;
  const places = height * width;
  const { inputUnits: inputs, units } = DENSE;
  return Float32Array.from({ length: rows.length }, (_, k) => {
    if (order === 'columns') return rows[(k % units) * inputs + Math.floor(k / units)]!;
    if (order === 'rows') return rows[k]!;
    const [o, inside] = [Math.floor(k / inputs), k % inputs];
    return rows[o * inputs + (inside % places) * channels + Math.floor(inside / places)]!;
  });
}

describe('a dense layer', () => {
  const rows = randomArray(DENSE.units * DENSE.inputUnits, 2);
  const bias = randomArray(DENSE.units, 3);
  const tensor = {
    shape: [DENSE.inputUnits, 1, 1] as const,
    data: randomArray(DENSE.inputUnits, 1),
  };
  const expected = dense(tensor, { weights: rows, bias, relu: false }).data;

  const cases = (['f32', 'f16', 'q8'] as const).flatMap((denseFormat) =>
    (['rows', 'rows-channel-first', 'columns'] as const).flatMap((order) =>
      [undefined, 4 * 4 * 144].map((maxBytes) => ({ denseFormat, order, maxBytes })),
    ),
  );
  test.each(cases)('$denseFormat from $order, $maxBytes bytes', async (item) => {
    const { denseFormat, order, maxBytes } = item;
    const before = gpu.stats.liveBytes;
    const limit = maxBytes === undefined ? {} : { maxBytes };
    const upload = await startUpload(gpu, DENSE, { ...OPTIONS, order, denseFormat, ...limit });
    feed(upload, reorder(rows, order), 77);
    upload.writeBias(bias);
    const learned = upload.finish();
    upload.dispose();
    expect(learned.weights.slices.length > 1).toBe(maxBytes !== undefined);
    expect(learned.largest).toBe(rows.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
    const actual = await outputOf(DENSE, learned, tensor.shape, [DENSE.units, 1, 1]);
    expect(differenceOf(actual, expected).relative).toBeLessThanOrEqual(KEPT[denseFormat]);
    learned.dispose();
    expect(faults).toEqual([]);
    expect(gpu.stats.liveBytes - before).toBeLessThanOrEqual(8 * 16_384);
  });

  test.each(['rows', 'columns'] as const)('in many chunks of 8 MB, from %s', async (order) => {
    // 2.1 million and some weights, so that the last chunk is a short one.
    const layer: DenseLayer = { ...DENSE, inputUnits: 1030, units: 2100 };
    const values = randomArray(layer.units * layer.inputUnits, 4);
    const upload = await startUpload(gpu, layer, { ...OPTIONS, order, channels: 1030 });
    feed(upload, values, 1_000_003);
    upload.writeBias(new Float32Array(layer.units));
    const learned = upload.finish();
    upload.dispose();
    expect(learned.weights.format).toBe('f16');
    const input: Shape3 = [layer.inputUnits, 1, 1];
    const actual = await outputOf(layer, learned, input, [layer.units, 1, 1]);
    const data = randomArray(layer.inputUnits, 1);
    const at = (o: number, i: number): number =>
      values[order === 'rows' ? o * layer.inputUnits + i : i * layer.units + o]!;
    const wanted = Float32Array.from({ length: layer.units }, (_, o) =>
      data.reduce((sum, value, i) => sum + value * at(o, i), 0),
    );
    expect(differenceOf(actual, wanted).relative).toBeLessThanOrEqual(KEPT.f16);
    learned.dispose();
    expect(faults).toEqual([]);
  });

  test('is kept as it fits', () => {
    const fc1: DenseLayer = { ...DENSE, inputUnits: 25_088, units: 4096 };
    expect(denseFormatOf(DENSE)).toBe('f32');
    expect(denseFormatOf(fc1)).toBe('f16');
    expect(denseFormatOf(fc1, 206e6)).toBe('f16');
    expect(denseFormatOf(fc1, 205e6)).toBe('q8');
  });

  test('that has no room is refused before anything is written', async () => {
    const before = gpu.stats.liveBytes;
    const start = startUpload(gpu, DENSE, { ...OPTIONS, maxBytes: 100 });
    await expect(start).rejects.toBeInstanceOf(OutOfMemoryError);
    expect(gpu.stats.liveBytes).toBe(before);
  });
});

describe('a convolution', () => {
  const shape = [9, 6, 3, 3] as const;
  const oihw = randomArray(sizeOf(shape), 5);
  const bias = randomArray(9, 6);
  const input: Shape3 = [6, 5, 7];

  test.each([
    ['oihw', 1],
    ['oihw', 100],
    ['hwio', 100],
  ] as const)('from %s in pieces of %d', async (order, size) => {
    const [outputs, inputs] = shape;
    const hwio = Float32Array.from({ length: oihw.length }, (_, k) => {
      const [tap, i, o] = [Math.floor(k / 54), Math.floor(k / outputs) % inputs, k % outputs];
      return oihw[(o * inputs + i) * 9 + tap]!;
    });
    const options = { ...OPTIONS, order, channels: 6 };
    const upload = await startUpload(gpu, CONVOLUTION, options);
    feed(upload, order === 'hwio' ? hwio : oihw, size);
    upload.writeBias(bias);
    const learned = upload.finish();
    const actual = await outputOf(CONVOLUTION, learned, input, [9, 5, 7]);
    const tensor = { shape: input, data: randomArray(sizeOf(input), 1) };
    const parameters = { ...CONVOLUTION, weights: oihw, bias, relu: true };
    const expected = convolution(tensor, parameters).data;
    expect(differenceOf(actual, expected).relative).toBeLessThanOrEqual(SUMS);
    learned.dispose();
  });

  test('is kept in f16 exactly where the device can read it', async () => {
    const options = { ...OPTIONS, order: 'oihw', precision: 'f16' } as const;
    const upload = await startUpload(gpu, CONVOLUTION, options);
    upload.writeWeights(oihw, 0);
    upload.writeBias(bias);
    const learned = upload.finish();
    expect(learned.weights.format).toBe(gpu.facts.features.f16 ? 'f16' : 'f32');
    learned.dispose();
  });
});

describe('an upload refuses', () => {
  const layers = { convolution: CONVOLUTION, dense: DENSE };
  test.each(Object.entries(layers))('to finish a %s with something missing', async (_, layer) => {
    const before = gpu.stats.liveBytes;
    const count = layer.kind === 'dense' ? DENSE.units * DENSE.inputUnits : 486;
    const outputs = layer.kind === 'dense' ? DENSE.units : 9;
    const order = layer.kind === 'dense' ? 'rows' : 'oihw';
    const upload = await startUpload(gpu, layer, { ...OPTIONS, order });
    upload.writeBias(new Float32Array(outputs));
    upload.writeWeights(new Float32Array(count - 1), 0);
    const missing = { code: 'weights-missing', values: { tensor: `${layer.name}.weight` } };
    expect(() => upload.finish()).toThrow(expect.objectContaining(missing) as Error);
    expect(() => upload.finish()).toThrow(WeightsError);
    upload.dispose();
    expect(gpu.stats.liveBytes).toBe(before);
  });

  test('to finish without a bias', async () => {
    const upload = await startUpload(gpu, DENSE, OPTIONS);
    upload.writeWeights(new Float32Array(DENSE.units * DENSE.inputUnits), 0);
    const missing = { code: 'weights-missing', values: { tensor: 'fc.bias' } };
    expect(() => upload.finish()).toThrow(expect.objectContaining(missing) as Error);
    upload.dispose();
  });

  test.each([NaN, Infinity, -Infinity])('%d among the weights or in the bias', async (value) => {
    const weights = new Float32Array(DENSE.units * DENSE.inputUnits);
    const bias = new Float32Array(DENSE.units);
    const refusal = (tensor: string): Error =>
      expect.objectContaining({ code: 'weights-not-finite', values: { tensor } }) as Error;
    await expect(uploadLearned(gpu, DENSE, weights.with(7, value), bias)).rejects.toThrow(
      refusal('fc.weight'),
    );
    await expect(uploadLearned(gpu, DENSE, weights, bias.with(2, value))).rejects.toThrow(
      refusal('fc.bias'),
    );
  });

  test('values out of their order, too many, or a bias of another length', async () => {
    const upload = await startUpload(gpu, DENSE, OPTIONS);
    upload.writeWeights(new Float32Array(10), 0);
    expect(() => upload.writeWeights(new Float32Array(1), 11)).toThrow(RangeError);
    expect(() => upload.writeWeights(new Float32Array(1), 0)).toThrow(RangeError);
    const all = DENSE.units * DENSE.inputUnits;
    expect(() => upload.writeWeights(new Float32Array(all), 10)).toThrow(RangeError);
    expect(() => upload.writeBias(new Float32Array(3))).toThrow(RangeError);
    upload.dispose();
  });
});
