/**
 * Puts the numbers of a source tensor in the studio's own order as they come: OIHW, or rows with the channel last. Holds one
 * convolution, one row, or a band of a transposed matrix, never a whole large tensor. Knows no file.
 */
import { WeightsError } from '../base/index.ts';
import { decodeTensor } from '../io/index.ts';
import type { TensorArchive, TensorEntry, TensorType } from '../io/index.ts';
import { sizeOf } from '../math/index.ts';
import type { WeightOrder } from './upload-options.ts';

/** Numbers on their way: halves keep their bits, everything else is float32. */
export type Numbers = Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** A tensor to be put in order. */
export interface OrderedTensor {
  readonly entry: TensorEntry;
  readonly order: WeightOrder;
  /** The own shape: OIHW, or [output, input]. */
  readonly shape: readonly number[];
  /** Channels of the map that a dense layer reads flattened. */
  readonly channels: number;
}

/** A matrix that stands in columns is read once for every so many bytes of rows. */
const BAND_BYTES = 128 * 2 ** 20;
const HALF_EXPONENT = 0x7c00;
const BYTES_PER_HALF = 2;

/** The type that a tensor is written as. */
export function writtenType(type: TensorType): 'F32' | 'F16' {
  return type === 'F16' ? 'F16' : 'F32';
}

/** The numbers in own order; each piece is valid until the next is asked for. Throws WeightsError, and the signal's reason. */
export async function* inOwnOrder(
  archive: TensorArchive,
  tensor: OrderedTensor,
  signal: AbortSignal,
  bandBytes = BAND_BYTES,
): AsyncGenerator<Numbers> {
  const { entry, order, shape, channels } = tensor;
  switch (order) {
    case 'oihw':
    case 'rows':
      yield* numbersOf(archive, entry, signal);
      return;
    case 'hwio':
      yield fromHwio(await collect(archive, entry, signal), shape);
      return;
    case 'rows-channel-first':
      yield* rowsChannelLast(archive, tensor, channels, signal);
      return;
    case 'columns':
      yield* rowsOfColumns(archive, tensor, bandBytes, signal);
      return;
    default:
      order satisfies never;
  }
}

/** As stored. Throws WeightsError `weights-not-finite` {tensor}. */
async function* numbersOf(
  archive: TensorArchive,
  entry: TensorEntry,
  signal: AbortSignal,
): AsyncGenerator<Numbers> {
  for await (const { bytes } of archive.read([{ name: entry.name, offset: 0 }], signal)) {
    signal.throwIfAborted();
    yield entry.type === 'F16' ? halvesOf(entry, bytes) : floatsOf(entry, bytes);
  }
}

function halvesOf({ name }: TensorEntry, bytes: Uint8Array): Numbers {
  const halves = new Uint16Array(bytes.slice().buffer, 0, bytes.length / BYTES_PER_HALF);
  if (halves.some((half) => (half & HALF_EXPONENT) === HALF_EXPONENT)) throw notFinite(name);
  return halves;
}

function floatsOf({ name, type }: TensorEntry, bytes: Uint8Array): Numbers {
  const floats = Float32Array.from(decodeTensor(type, bytes));
  if (!floats.every(Number.isFinite)) throw notFinite(name);
  return floats;
}

function notFinite(tensor: string): WeightsError {
  return new WeightsError(
    'weights-not-finite',
    `The tensor ${tensor} holds numbers that are not finite (NaN or infinity).`,
    { tensor },
  );
}

function roomFor(type: TensorType, length: number): Numbers {
  return writtenType(type) === 'F16' ? new Uint16Array(length) : new Float32Array(length);
}

async function collect(
  archive: TensorArchive,
  entry: TensorEntry,
  signal: AbortSignal,
): Promise<Numbers> {
  const all = roomFor(entry.type, sizeOf(entry.shape));
  let at = 0;
  for await (const numbers of numbersOf(archive, entry, signal)) {
    all.set(numbers, at);
    at += numbers.length;
  }
  return all;
}

/** [row, column, input, output] to [output, input, row, column]. */
function fromHwio(
  numbers: Numbers,
  [outputs = 0, inputs = 0, rows = 0, columns = 0]: readonly number[],
): Numbers {
  const ordered = numbers.slice();
  const cells = rows * columns;
  let at = 0;
  for (let cell = 0; cell < cells; cell += 1) {
    for (let input = 0; input < inputs; input += 1) {
      for (let output = 0; output < outputs; output += 1, at += 1) {
        ordered[(output * inputs + input) * cells + cell] = numbers[at] ?? 0;
      }
    }
  }
  return ordered;
}

/** Each row [channel, cell] to [cell, channel]. */
async function* rowsChannelLast(
  archive: TensorArchive,
  { entry, shape: [, inputs = 0] }: OrderedTensor,
  channels: number,
  signal: AbortSignal,
): AsyncGenerator<Numbers> {
  const row = roomFor(entry.type, inputs);
  const cells = inputs / channels;
  let column = 0;
  for await (const numbers of numbersOf(archive, entry, signal)) {
    for (const value of numbers) {
      row[(column % cells) * channels + Math.floor(column / cells)] = value;
      column += 1;
      if (column < inputs) continue;
      yield row;
      column = 0;
    }
  }
}

/** [input, output] to [output, input], a band of outputs at a time. */
async function* rowsOfColumns(
  archive: TensorArchive,
  { entry, shape: [outputs = 0, inputs = 0] }: OrderedTensor,
  bandBytes: number,
  signal: AbortSignal,
): AsyncGenerator<Numbers> {
  const rowBytes = roomFor(entry.type, 1).BYTES_PER_ELEMENT * inputs;
  const most = Math.max(1, Math.floor(bandBytes / rowBytes));
  for (let first = 0; first < outputs; first += most) {
    const count = Math.min(most, outputs - first);
    const band = roomFor(entry.type, count * inputs);
    let input = 0;
    let output = 0;
    for await (const numbers of numbersOf(archive, entry, signal)) {
      for (const value of numbers) {
        const inBand = output - first;
        if (inBand >= 0 && inBand < count) band[inBand * inputs + input] = value;
        output += 1;
        if (output < outputs) continue;
        output = 0;
        input += 1;
      }
    }
    yield band;
  }
}
