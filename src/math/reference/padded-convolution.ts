/** Convolution with any padding, and its gradients, the obvious way. Sums are 64-bit. */
import { paddedCell, paddedOutput } from '../padding.ts';
import type { PaddedGeometry } from '../padding.ts';
import { sizeOf } from '../tensor.ts';
import type { Shape3, Tensor3 } from '../tensor.ts';

/** A cross-correlation, as networks mean convolution: who wants the kernel flipped flips it. */
export interface PaddedConvolution extends PaddedGeometry {
  /** [O, I / groups, KH, KW]. */
  readonly weights: Float32Array;
  readonly outputs: number;
  /** 1: every output reads every input. As many as there are inputs: each has outputs of its own. */
  readonly groups: number;
}

/** One product: places in the output, among the weights, and in the input; the last is -1 for the constant. */
type Visit = (output: number, weight: number, input: number) => void;

/**
 * [I, H, W] to [O, H', W'], shape by `paddedOutput`: output[o, y, x] = sum over i, v, u of
 * weights[o, i, v, u] * padded[first(o) + i, y * SY + v * DY, x * SX + u * DX], where the padded map has `before` rows and columns
 * more at its start, and first(o) is the first input of the group of o.
 */
export function paddedConvolution(input: Tensor3, parameters: PaddedConvolution): Tensor3 {
  const { weights, outputs, value } = parameters;
  const shape = paddedOutput(input.shape, outputs, parameters);
  const sums = new Float64Array(sizeOf(shape));
  forEachProduct(input.shape, parameters, (output, weight, cell) => {
    sums[output] =
      at(sums, output) + at(weights, weight) * (cell < 0 ? value : at(input.data, cell));
  });
  return { shape, data: Float32Array.from(sums) };
}

/** What each cell of the input adds to sum(gradient * output); a cell that the padding repeats gets what all its copies get. */
export function paddedConvolutionInputGradient(
  shape: Shape3,
  gradient: Tensor3,
  parameters: PaddedConvolution,
): Tensor3 {
  const sums = new Float64Array(sizeOf(shape));
  forEachProduct(shape, parameters, (output, weight, cell) => {
    if (cell < 0) return;
    sums[cell] = at(sums, cell) + at(parameters.weights, weight) * at(gradient.data, output);
  });
  return { shape, data: Float32Array.from(sums) };
}

/** What each weight adds to sum(gradient * output), in the order of the weights. */
export function paddedConvolutionWeightGradient(
  input: Tensor3,
  gradient: Tensor3,
  parameters: PaddedConvolution,
): Float32Array {
  const sums = new Float64Array(parameters.weights.length);
  forEachProduct(input.shape, parameters, (output, weight, cell) => {
    const value = cell < 0 ? parameters.value : at(input.data, cell);
    sums[weight] = at(sums, weight) + value * at(gradient.data, output);
  });
  return Float32Array.from(sums);
}

function forEachProduct(shape: Shape3, parameters: PaddedConvolution, visit: Visit): void {
  const { outputs, groups, kernel, stride, dilation, before, padding } = parameters;
  const [inputs, height, width] = shape;
  const [, rows, columns] = paddedOutput(shape, outputs, parameters);
  const ofGroup = inputs / groups;
  for (let o = 0; o < outputs; o += 1) {
    const first = Math.floor((o * groups) / outputs) * ofGroup;
    for (let y = 0; y < rows; y += 1) {
      for (let x = 0; x < columns; x += 1) {
        for (let i = 0; i < ofGroup; i += 1) {
          for (let v = 0; v < kernel[0]; v += 1) {
            const row = paddedCell(padding, y * stride[0] + v * dilation[0] - before[0], height);
            for (let u = 0; u < kernel[1]; u += 1) {
              const column = paddedCell(
                padding,
                x * stride[1] + u * dilation[1] - before[1],
                width,
              );
              const cell = ((first + i) * height + row) * width + column;
              const weight = ((o * ofGroup + i) * kernel[0] + v) * kernel[1] + u;
              visit((o * rows + y) * columns + x, weight, row < 0 || column < 0 ? -1 : cell);
            }
          }
        }
      }
    }
  }
}

function at(values: Float32Array | Float64Array, index: number): number {
  return values[index] ?? NaN;
}
