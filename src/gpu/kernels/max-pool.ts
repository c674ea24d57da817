/** Max pooling without padding: [C, H, W] to [C, H', W'], keeping where each maximum stood. */
import { ShapeError } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import { poolOutput } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { BLOCK, blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes, expectShape } from './shapes.ts';

/** Invocations of a workgroup, as in the shader. */
const THREADS = 64;
/** The places in a window are bytes. */
const LARGEST_WINDOW = 16;
const BITS_OF_PLACE = 8;
const MOST_PLACE = 255;

export const MAX_POOL = defineKernel({
  name: 'max_pool',
  file: 'forward/max_pool.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'output', kind: 'write' },
    { name: 'winners', kind: 'write' },
  ],
  params: {
    input_width: 'u32',
    input_height: 'u32',
    output_width: 'u32',
    output_height: 'u32',
    window: 'u32',
    stride: 'u32',
  },
  variants: [{}],
});

/** What max pooling works on. */
export interface MaxPoolRequest {
  readonly input: BlockedTensor;
  readonly output: BlockedTensor;
  /**
   * A quarter of the bytes of `output`: of each cell and block of four channels a u32, whose byte c % 4 is
   * v * window + u of the maximum inside its window, see `winnerPlace`.
   */
  readonly winners: GpuBuffer;
  readonly window: number;
  readonly stride: number;
}

/** Maxima of `input` into `output`, whose shape is `poolOutput`'s; the first of equals wins. Throws ShapeError, also for a window above 16. */
export async function prepareMaxPool(
  gpu: Gpu,
  label: string,
  { input, output, winners, window, stride }: MaxPoolRequest,
): Promise<Owned<Dispatch>> {
  const [channels, height, width] = input.shape;
  const expected = poolOutput(input.shape, window, stride, label);
  expectShape(label, 'output', output.shape, expected);
  if (window > LARGEST_WINDOW) {
    const shapes = `a window of ${String(window)}, ${String(LARGEST_WINDOW)} at most`;
    throw new ShapeError('shape-mismatch', `${label}: ${shapes}`, { operation: label, shapes });
  }
  const cells = expected[1] * expected[2];
  const bytes = blocksOf(channels) * cells * Uint32Array.BYTES_PER_ELEMENT;
  expectBytes(label, `winners of ${expected.join(' x ')}`, winners, bytes);

  const kernel = await gpu.kernel(MAX_POOL);
  return kernel.prepare({
    label,
    params: {
      input_width: width,
      input_height: height,
      output_width: expected[2],
      output_height: expected[1],
      window,
      stride,
    },
    resources: { input: input.buffer, output: output.buffer, winners },
    workgroups: [Math.ceil(cells / THREADS), blocksOf(channels), 1],
  });
}

/** Bytes of the winners of a pooling whose output has so many. */
export function winnerBytes(outputBytes: number): number {
  return outputBytes / Float32Array.BYTES_PER_ELEMENT;
}

/** v * window + u of a maximum inside its window, of a cell of the output, whose shape is given. */
export function winnerPlace(
  winners: Uint32Array,
  [, height, width]: Shape3,
  [channel, y, x]: readonly [channel: number, y: number, x: number],
): number {
  const word = winners[(Math.floor(channel / BLOCK) * height + y) * width + x] ?? 0;
  return (word >>> (BITS_OF_PLACE * (channel % BLOCK))) & MOST_PLACE;
}
