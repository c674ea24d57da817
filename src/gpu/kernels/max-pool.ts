/** Max pooling without padding: [C, H, W] to [C, H', W'], keeping where each maximum stood. */
import type { Owned } from '../../base/index.ts';
import { poolOutput } from '../../math/index.ts';
import { BLOCK, blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes, expectShape } from './shapes.ts';

/** Invocations of a workgroup, as in the shader. */
const THREADS = 64;

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
  /** As many bytes as `output`: y * W + x of each maximum in the input, u32, laid out as the output. */
  readonly winners: GpuBuffer;
  readonly window: number;
  readonly stride: number;
}

/** Maxima of `input` into `output`, whose shape is `poolOutput`'s; the first of equals wins. Throws ShapeError. */
export async function prepareMaxPool(
  gpu: Gpu,
  label: string,
  { input, output, winners, window, stride }: MaxPoolRequest,
): Promise<Owned<Dispatch>> {
  const [channels, height, width] = input.shape;
  const expected = poolOutput(input.shape, window, stride, label);
  expectShape(label, 'output', output.shape, expected);
  const cells = expected[1] * expected[2];
  const bytes = blocksOf(channels) * cells * BLOCK * Uint32Array.BYTES_PER_ELEMENT;
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
