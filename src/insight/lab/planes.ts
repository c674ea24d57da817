/** Which pictures a lab holds, and their shapes. Computes nothing. */
import { paddedOutput, poolOutput } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import type { LabLook } from '../../math/lab/index.ts';
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

const MEASURED: readonly LabPlane[] = ['output', 'parts', 'upstream', 'inputGradient'];

/** Whether the range of a plane is told: of those that are shown on a scale of their own, or added up. */
export function isMeasured(plane: LabPlane): boolean {
  return MEASURED.includes(plane);
}

/** Planes that a run does not change. */
const STILL: readonly LabPlane[] = ['input', 'target', 'inputBefore', 'outputBefore'];

/** Whether a plane has other values after each run. */
export function isMoving(plane: LabPlane | null): boolean {
  return plane !== null && !STILL.includes(plane);
}

/** Whether a plane depends on the gradient from above. */
export function isGradient(plane: LabPlane | null): boolean {
  return plane === 'upstream' || plane === 'inputGradient';
}

/** Whether two looks are the same. */
export function isSameLook(a: LabLook | null, b: LabLook | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
