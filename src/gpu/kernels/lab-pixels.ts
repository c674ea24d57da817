/** From the bytes of a picture to values, grey or red, green and blue. */
import type { Owned } from '../../base/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes, expectShape } from './shapes.ts';

/** Invocations of a workgroup along each side, as in the shader. */
const THREADS = 8;
const RGB = 3;
const BYTES_PER_PIXEL = 4;

export const LAB_PIXELS = defineKernel({
  name: 'lab_pixels',
  file: 'lab/pixels.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'pixels', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { width: 'u32', height: 'u32', channels: 'u32', divisor: 'f32' },
  variants: [{}],
});

/** What is made of pixels. */
export interface LabPixelsRequest {
  /** RGBA bytes, row by row, R in the lowest byte of each u32. */
  readonly pixels: GpuBuffer;
  /** [1, H, W]: grey as Pillow's "L"; [3, H, W]: red, green, blue. */
  readonly output: BlockedTensor;
  /** Each byte is divided by it: 1, or 255 for values of 0..1. */
  readonly divisor: number;
}

/** Writes the values of a picture. Throws ShapeError when they are not one or three channels of the picture's size. */
export async function prepareLabPixels(
  gpu: Gpu,
  label: string,
  { pixels, output, divisor }: LabPixelsRequest,
): Promise<Owned<Dispatch>> {
  const [channels, height, width] = output.shape;
  if (channels !== 1) expectShape(label, 'output', output.shape, [RGB, height, width]);
  const size = `${String(height)} x ${String(width)}`;
  expectBytes(label, `pixels of ${size}`, pixels, height * width * BYTES_PER_PIXEL);
  const kernel = await gpu.kernel(LAB_PIXELS);
  return kernel.prepare({
    label,
    params: { width, height, channels, divisor },
    resources: { pixels, output: output.buffer },
    workgroups: [Math.ceil(width / THREADS), Math.ceil(height / THREADS), 1],
  });
}
