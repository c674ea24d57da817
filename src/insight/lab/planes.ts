/** Which pictures a lab holds, and their shapes. Computes nothing. */
import { paddedOutput, poolOutput } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import type { LabPlane, LabSetup } from './engine.ts';
import type { PreparedConvolution } from './settings.ts';

/** Of values on both sides of zero. */
export const LAB_COLORMAP = 'blue-red';

/** Throws ShapeError where the window does not fit the input. */
export function planesOf(setup: LabSetup): ReadonlyMap<LabPlane, Shape3> {
  const { input, operation, isBackward, isLearning, isCompared } = setup;
  const output =
    operation.kind === 'convolution'
      ? paddedOutput(input, operation.convolution.outputs, operation.convolution)
      : poolOutput(input, operation.pool.window, operation.pool.stride, 'pool');
  const planes = new Map<LabPlane, Shape3>([
    ['input', input],
    ['output', output],
  ]);
  if (isBackward) planes.set('upstream', output).set('inputGradient', input);
  if (isLearning) planes.set('target', output);
  if (isCompared) planes.set('inputBefore', input).set('outputBefore', output);
  if (operation.kind === 'pool') {
    if (operation.pool.kind === 'max') planes.set('wins', input);
  } else if (input[0] > 1 && operation.convolution.groups === 1) {
    planes.set('parts', partsOf(operation.convolution, input).outputShape);
  }
  return planes;
}

/** The partial results of a convolution to one output: the same weights, each channel alone. */
export function partsOf(convolution: PreparedConvolution, [channels]: Shape3): PreparedConvolution {
  const [, height, width] = convolution.outputShape;
  return {
    ...convolution,
    groups: channels,
    outputs: channels,
    outputShape: [channels, height, width],
  };
}
