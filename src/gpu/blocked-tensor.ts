/**
 * Activations inside the engine: channels in blocks of four, so that every access is one vec4.
 *
 *   array<vec4f>, index (c / 4 * H + y) * W + x, component c % 4; channels are padded with zeros to a multiple of 4.
 *
 * Kernels must write the padding channels as zero. Outside, everything is CHW.
 */
import { ShapeError } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import { formatShape, sizeOf } from '../math/index.ts';
import type { GridCell, Shape3, Tensor3 } from '../math/index.ts';
import type { Gpu } from './gpu.ts';
import type { GpuBuffer } from './memory.ts';

/** Channels in one block. */
export const BLOCK = 4;
const BYTES_PER_FLOAT = 4;

/** Number of channel blocks. */
export function blocksOf(channels: number): number {
  return Math.ceil(channels / BLOCK);
}

/** Bytes of a tensor of that shape, padding channels included. */
export function tensorBytes([channels, height, width]: Shape3): number {
  return blocksOf(channels) * BLOCK * height * width * BYTES_PER_FLOAT;
}

/** A tensor resident on the GPU in blocked layout. */
export interface BlockedTensor extends Disposable {
  readonly shape: Shape3;
  readonly buffer: GpuBuffer;
}

/** An uninitialised tensor. Throws ShapeError for a shape that is not positive whole numbers. */
export function createTensor(gpu: Gpu, label: string, shape: Shape3): Owned<BlockedTensor> {
  if (shape.some((extent) => !Number.isInteger(extent) || extent < 1)) {
    throw new ShapeError('shape-mismatch', `${label}: no tensor of shape ${formatShape(shape)}`, {
      operation: label,
      shapes: formatShape(shape),
    });
  }
  const buffer = gpu.buffer(label, tensorBytes(shape));
  return {
    shape,
    buffer,
    dispose: () => {
      buffer.dispose();
    },
  };
}

/** A tensor with the values of a CHW tensor. */
export function uploadTensor(gpu: Gpu, label: string, tensor: Tensor3): Owned<BlockedTensor> {
  const made = createTensor(gpu, label, tensor.shape);
  gpu.upload(made.buffer, packBlocked(tensor));
  return made;
}

/** Overwrites a tensor with the values of a CHW tensor. Throws ShapeError when the shapes differ. */
export function writeTensor(gpu: Gpu, tensor: BlockedTensor, values: Tensor3): void {
  if (formatShape(tensor.shape) !== formatShape(values.shape)) {
    const shapes = `${formatShape(values.shape)} instead of ${formatShape(tensor.shape)}`;
    throw new ShapeError('shape-mismatch', `${tensor.buffer.label}: ${shapes}`, {
      operation: tensor.buffer.label,
      shapes,
    });
  }
  gpu.upload(tensor.buffer, packBlocked(values));
}

/** The values in CHW order. */
export async function readTensor(gpu: Gpu, tensor: BlockedTensor): Promise<Tensor3> {
  const data = unpackBlocked(new Float32Array(await gpu.read(tensor.buffer)), tensor.shape);
  return { shape: tensor.shape, data };
}

/** One value: four bytes. */
export async function readValue(
  gpu: Gpu,
  { shape: [, height, width], buffer }: BlockedTensor,
  { channel, row, column }: GridCell,
): Promise<number> {
  const place = (Math.floor(channel / BLOCK) * height + row) * width + column;
  const offset = (place * BLOCK + (channel % BLOCK)) * BYTES_PER_FLOAT;
  const [value = NaN] = new Float32Array(await gpu.read(buffer, offset, BYTES_PER_FLOAT));
  return value;
}

/** CHW to blocked. Throws ShapeError when the data does not have the shape's size. */
export function packBlocked({ shape, data }: Tensor3): Float32Array {
  if (data.length !== sizeOf(shape)) {
    throw new ShapeError(
      'shape-mismatch',
      `${String(data.length)} values do not fill a tensor of ${formatShape(shape)}`,
      { operation: 'upload', shapes: formatShape(shape) },
    );
  }
  const [channels, height, width] = shape;
  const cells = height * width;
  const packed = new Float32Array(blocksOf(channels) * BLOCK * cells);
  for (let channel = 0; channel < channels; channel += 1) {
    const block = Math.floor(channel / BLOCK) * BLOCK * cells + (channel % BLOCK);
    for (let cell = 0; cell < cells; cell += 1) {
      packed[block + cell * BLOCK] = data[channel * cells + cell] ?? 0;
    }
  }
  return packed;
}

/** Blocked to CHW. */
export function unpackBlocked(packed: Float32Array, shape: Shape3): Float32Array {
  const [channels, height, width] = shape;
  const cells = height * width;
  const data = new Float32Array(channels * cells);
  for (let channel = 0; channel < channels; channel += 1) {
    const block = Math.floor(channel / BLOCK) * BLOCK * cells + (channel % BLOCK);
    for (let cell = 0; cell < cells; cell += 1) {
      data[channel * cells + cell] = packed[block + cell * BLOCK] ?? 0;
    }
  }
  return data;
}
