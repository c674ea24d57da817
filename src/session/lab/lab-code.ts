/** What a lab computes as lines that a person can copy. Runs nothing. */
import { paddedOutput, paddingFor } from '../../math/index.ts';
import type { PaddedGeometry } from '../../math/index.ts';
import { poolGeometry } from '../../math/lab/index.ts';
import { convolutionPython, poolPython } from './lab-code-python.ts';
import { convolutionShader, poolShader } from './lab-code-wgsl.ts';
import type { ConvolutionCodeRequest, LabCode, PoolCodeRequest } from './lab-code-types.ts';

export type { ConvolutionCodeRequest, LabCode, PoolCodeRequest } from './lab-code-types.ts';

/** Code of a convolution. Throws ShapeError where the window does not fit. */
export function convolutionCode(request: ConvolutionCodeRequest): LabCode {
  const { kernel, stride, dilation, padding, value, mode, flip, channels, input } = request;
  const [rows, columns] = kernel.size.map((size) => paddingFor(mode, size, dilation, flip));
  const geometry: PaddedGeometry = {
    kernel: kernel.size,
    stride: [stride, stride],
    dilation: [dilation, dilation],
    before: [rows?.[0] ?? 0, columns?.[0] ?? 0],
    after: [rows?.[1] ?? 0, columns?.[1] ?? 0],
    padding,
    value,
  };
  const output = paddedOutput(input, channels === 'sum' ? 1 : input[0], geometry);
  const place = { geometry, output };
  return {
    numpy: convolutionPython(request, place),
    wgsl: convolutionShader(request, place),
  };
}

/** Code of a pooling. Throws ShapeError where the window does not fit. */
export function poolCode(request: PoolCodeRequest): LabCode {
  const geometry = poolGeometry(request.size, request.stride);
  const place = { geometry, output: paddedOutput(request.input, request.input[0], geometry) };
  return { numpy: poolPython(request), wgsl: poolShader(request, place) };
}
