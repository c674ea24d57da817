/** Gradient of the way into a network's input space: with respect to RGB 0..255. */
import type { Owned } from '../../base/index.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import { PREPROCESS_PARAMS, prepareBetweenSpaces } from './preprocess.ts';
import type { PreprocessRequest } from './preprocess.ts';

export const PREPROCESS_GRADIENT = defineKernel({
  name: 'preprocess_gradient',
  file: 'backward/preprocess.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: PREPROCESS_PARAMS,
  variants: [{}],
});

/** `input`: with respect to the network's input; `output`: to the picture. Throws ShapeError. */
export function preparePreprocessGradient(
  gpu: Gpu,
  label: string,
  request: PreprocessRequest,
): Promise<Owned<Dispatch>> {
  return prepareBetweenSpaces(gpu, label, PREPROCESS_GRADIENT, request);
}
