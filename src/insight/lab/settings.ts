/** Turns what a script asks of a lab into what kernels and references take, or refuses it. Computes nothing. */
import { ShapeError } from '../../base/index.ts';
import { OUTPUT_MODES, formatShape, paddedOutput, paddingFor, sizeOf } from '../../math/index.ts';
import type { PaddedGeometry, Pair, Shape3, Tensor3 } from '../../math/index.ts';
import type { ConvolveOptions, LabTensor, PoolOptions } from './types.ts';

/** A convolution as kernels and references take it. */
export interface PreparedConvolution extends PaddedGeometry {
  /** [O, C / groups, KH, KW], turned if it was to be. */
  readonly weights: Float32Array;
  readonly outputs: number;
  readonly groups: number;
  readonly outputShape: Shape3;
}

/** A pooling as kernels and references take it. */
export interface PreparedPool {
  readonly kind: 'max' | 'average';
  readonly window: number;
  readonly stride: number;
}

const DEFAULT_WINDOW = 2;

/** A picture as [C, H, W]. */
export function toTensor3(operation: string, what: string, given: LabTensor): Tensor3 {
  expectTensor(operation, what, given, 2, 3);
  const { shape, data } = given;
  const [height = 0, width = 0] = shape.slice(-2);
  return { shape: [shape.length === 2 ? 1 : (shape[0] ?? 0), height, width], data };
}

/** Back to as many axes as the input had. */
export function fromTensor3({ shape, data }: Tensor3, axes: number): LabTensor {
  return { shape: axes === 2 && shape[0] === 1 ? shape.slice(1) : shape, data };
}

/** Throws ShapeError unless it is a shape of whole numbers with as many values, and so many axes. */
function expectTensor(
  operation: string,
  what: string,
  { shape, data }: LabTensor,
  least: number,
  most: number,
): void {
  const isShape =
    Array.isArray(shape) &&
    shape.length >= least &&
    shape.length <= most &&
    shape.every((extent) => Number.isInteger(extent) && extent >= 1);
  if (!isShape) {
    const axes = `${String(least)} to ${String(most)} axes`;
    refuse(operation, `${what} has shape [${String(shape)}], not ${axes} of whole numbers from 1`);
  }
  if (!(data instanceof Float32Array) || data.length !== sizeOf(shape)) {
    const found =
      data instanceof Float32Array ? `${String(data.length)} values` : 'no Float32Array';
    refuse(operation, `${what} of ${formatShape(shape)} has ${found}`);
  }
}

/** What is asked, checked and complete. */
export function prepareConvolve(
  input: Pick<Tensor3, 'shape'>,
  options: ConvolveOptions,
): PreparedConvolution {
  const operation = 'convolve';
  const { kernel, padding = {}, flip = false, sum = true } = options;
  expectTensor(operation, 'kernel', kernel, 2, 4);
  const [channels] = input.shape;
  const size = kernel.shape.slice(-2) as unknown as Pair;
  const slices = kernel.shape.slice(0, -2);
  if (slices.length > 0 && slices.at(-1) !== channels) {
    refuse(
      operation,
      `a kernel of ${formatShape(kernel.shape)} does not fit ${formatShape(input.shape)}`,
    );
  }
  if (!sum && slices.length !== 1) {
    refuse(
      operation,
      `partial results need a kernel of [C, KH, KW], not ${formatShape(kernel.shape)}`,
    );
  }
  const isAlone = slices.length === 0 || !sum;
  const turned = flip ? turn(kernel.data, size) : kernel.data;
  const weights = slices.length === 0 ? repeat(turned, channels) : turned;
  const outputs = isAlone ? channels : slices.length === 1 ? 1 : (slices[0] ?? 1);
  const geometry = {
    kernel: size,
    stride: pairOf(options.stride),
    dilation: pairOf(options.dilation),
    ...borderOf(operation, options, size, flip),
    padding: padding.mode === 'zero' || padding.mode === undefined ? 'constant' : padding.mode,
    value: padding.mode === 'constant' ? (padding.value ?? 0) : 0,
  } as const;
  const outputShape = paddedOutput(input.shape, outputs, geometry, operation);
  return { ...geometry, weights, outputs, groups: isAlone ? channels : 1, outputShape };
}

/** The gradient of the weights as a gradient of the kernel they were made of. */
export function kernelGradient(
  { kernel, flip = false }: ConvolveOptions,
  weights: Float32Array,
): LabTensor {
  const { shape } = kernel;
  const size = shape.slice(-2) as unknown as Pair;
  const own = new Float32Array(sizeOf(shape));
  // A kernel for every channel has been repeated: what its copies get adds up.
  weights.forEach((value, index) => {
    const place = index % own.length;
    own[place] = (own[place] ?? 0) + value;
  });
  return { shape, data: flip ? turn(own, size) : own };
}

/** What is asked of a pooling, complete; whether it fits is for the pooling to say. */
export function preparePool({
  kind = 'max',
  size = DEFAULT_WINDOW,
  stride = size,
}: PoolOptions = {}): PreparedPool {
  if (!['max', 'average'].includes(kind)) {
    refuse('pool', `kind is "${kind}", neither max nor average`);
  }
  return { kind, window: size, stride };
}

/** Throws ShapeError unless a gradient has the shape of the output it belongs to. */
export function expectGradient(operation: string, gradient: Tensor3, output: Shape3): void {
  if (formatShape(gradient.shape) === formatShape(output)) return;
  const shapes = `${formatShape(gradient.shape)} instead of ${formatShape(output)}`;
  refuse(operation, `the gradient is ${shapes}`);
}

function borderOf(
  operation: string,
  { padding = {}, mode, dilation }: ConvolveOptions,
  size: Pair,
  flip: boolean,
): Pick<PaddedGeometry, 'before' | 'after'> {
  const chosen = mode ?? (padding.size === undefined ? 'same' : 'valid');
  if (!OUTPUT_MODES.includes(chosen)) {
    refuse(operation, `mode is "${chosen}", which is none of ${OUTPUT_MODES.join(', ')}`);
  }
  if (padding.size !== undefined) {
    if (chosen !== 'valid') {
      refuse(operation, `padding of a size goes with mode valid; ${chosen} sets its own`);
    }
    const border = pairOf(padding.size);
    return { before: border, after: border };
  }
  const steps = pairOf(dilation);
  const [rows, columns] = ([0, 1] as const).map((axis) =>
    paddingFor(chosen, size[axis], steps[axis], flip),
  );
  return {
    before: [rows?.[0] ?? 0, columns?.[0] ?? 0],
    after: [rows?.[1] ?? 0, columns?.[1] ?? 0],
  };
}

function pairOf(given: number | Pair = 1): Pair {
  return typeof given === 'number' ? [given, given] : [given[0], given[1]];
}

/** Every slice of KH x KW turned by 180 degrees. */
function turn(values: Float32Array, [rows, columns]: Pair): Float32Array {
  const slice = rows * columns;
  return values.map((_, index) => {
    const first = Math.floor(index / slice) * slice;
    return values[first + slice - 1 - (index - first)] ?? NaN;
  });
}

function repeat(values: Float32Array, times: number): Float32Array {
  const all = new Float32Array(values.length * times);
  for (let i = 0; i < times; i += 1) all.set(values, i * values.length);
  return all;
}

function refuse(operation: string, message: string): never {
  throw new ShapeError('shape-mismatch', `${operation}: ${message}`, {
    operation,
    shapes: message,
  });
}
