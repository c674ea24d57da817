/** Shapes of the outputs of windowed operations. Knows no weights and no GPU. */
import { ShapeError } from '../base/index.ts';
import { formatShape } from './tensor.ts';
import type { Shape3 } from './tensor.ts';

/** Rows, columns. */
export type Pair = readonly [y: number, x: number];

/** How the window of a convolution moves over its input, in cells. */
export interface ConvolutionGeometry {
  readonly kernel: Pair;
  readonly stride: Pair;
  /** Zeros added on either side. */
  readonly padding: Pair;
  /** Distance between neighbouring taps; 1 is a dense kernel. */
  readonly dilation: Pair;
}

/**
 * Shape of a convolution with `channels` outputs: along each axis floor((N + 2 P - D (K - 1) - 1) / S) + 1
 * (Dumoulin and Visin, arXiv:1603.07285, relationship 15). Throws ShapeError when a number is not whole, when kernel,
 * stride or dilation is below 1, or when the window does not fit.
 */
export function convolutionOutput(
  input: Shape3,
  channels: number,
  geometry: ConvolutionGeometry,
  operation = 'convolution',
): Shape3 {
  const { kernel, stride, padding, dilation } = geometry;
  expectShape3(operation, input);
  expectWhole(operation, 'output channels', channels, 1);
  for (const axis of [0, 1] as const) {
    expectWhole(operation, 'kernel', kernel[axis], 1);
    expectWhole(operation, 'stride', stride[axis], 1);
    expectWhole(operation, 'padding', padding[axis], 0);
    expectWhole(operation, 'dilation', dilation[axis], 1);
  }
  const along = (axis: 0 | 1, extent: number): number => {
    const window = dilation[axis] * (kernel[axis] - 1) + 1;
    const room = extent + 2 * padding[axis] - window;
    if (room < 0) refuseWindow(operation, window, extent + 2 * padding[axis], input);
    return Math.floor(room / stride[axis]) + 1;
  };
  return [channels, along(0, input[1]), along(1, input[2])];
}

/**
 * Shape after pooling without padding: along each axis floor((N - K) / S) + 1. Throws ShapeError when window or
 * stride is not a whole number from 1, or when the window is larger than the map.
 */
export function poolOutput(
  input: Shape3,
  window: number,
  stride: number,
  operation = 'pool',
): Shape3 {
  expectShape3(operation, input);
  expectWhole(operation, 'window', window, 1);
  expectWhole(operation, 'stride', stride, 1);
  const along = (extent: number): number => {
    if (window > extent) refuseWindow(operation, window, extent, input);
    return Math.floor((extent - window) / stride) + 1;
  };
  return [input[0], along(input[1]), along(input[2])];
}

export function expectShape3(operation: string, shape: Shape3): void {
  if (shape.every((extent) => Number.isInteger(extent) && extent >= 1)) return;
  throw new ShapeError(
    'shape-mismatch',
    `${operation}: the input ${formatShape(shape)} is not a shape of whole numbers from 1`,
    { operation, shapes: formatShape(shape) },
  );
}

export function expectWhole(operation: string, what: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new ShapeError(
    'shape-mismatch',
    `${operation}: ${what} is ${String(value)}, which is not a whole number from ${String(least)}`,
    { operation, shapes: String(value) },
  );
}

export function refuseWindow(
  operation: string,
  window: number,
  room: number,
  input: Shape3,
): never {
  throw new ShapeError(
    'shape-mismatch',
    `${operation}: a window of ${String(window)} does not fit into ${String(room)} cells of ${formatShape(input)}`,
    { operation, shapes: formatShape(input) },
  );
}
