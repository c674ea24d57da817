/** Average pooling without padding: [C, H, W] to [C, H', W']. */
import type { Owned } from '../../base/index.ts';
import { poolOutput } from '../../math/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import { expectShape } from './shapes.ts';

/** Invocations of a workgroup, as in the shader. */
const THREADS = 64;

export const AVERAGE_POOL = defineKernel({
  name: 'average_pool',
  file: 'forward/average_pool.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'output', kind: 'write' },
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

/** What average pooling works on. */
export interface AveragePoolRequest {
  readonly input: BlockedTensor;
  readonly output: BlockedTensor;
  readonly window: number;
  readonly stride: number;
}

/** Means of `input` into `output`, whose shape is `poolOutput`'s. Throws ShapeError. */
export async function prepareAveragePool(
  gpu: Gpu,
  label: string,
  { input, output, window, stride }: AveragePoolRequest,
): Promise<Owned<Dispatch>> {
  const [channels, height, width] = input.shape;
  const expected = poolOutput(input.shape, window, stride, label);
  expectShape(label, 'output', output.shape, expected);
  const kernel = await gpu.kernel(AVERAGE_POOL);
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
    resources: { input: input.buffer, output: output.buffer },
    workgroups: [Math.ceil((expected[1] * expected[2]) / THREADS), blocksOf(channels), 1],
  });
}
