/** Flatten and the dense layer, the obvious way. Sums are 64-bit. */
import type { Tensor3 } from '../tensor.ts';

/** [C, H, W] to [C * H * W, 1, 1] in channel-last order: output[(y * W + x) * C + c] = input[c, y, x]. */
export function flatten({ shape, data }: Tensor3): Tensor3 {
  const [channels, height, width] = shape;
  const cells = height * width;
  const flat = new Float32Array(channels * cells);
  for (let channel = 0; channel < channels; channel += 1) {
    for (let cell = 0; cell < cells; cell += 1) {
      flat[cell * channels + channel] = data[channel * cells + cell] ?? 0;
    }
  }
  return { shape: [flat.length, 1, 1], data: flat };
}

/** Parameters of a dense layer. */
export interface DenseParameters {
  /** Element (o, i) stands at o * I + i. */
  readonly weights: Float32Array;
  /** One per output; its length is the number of outputs. */
  readonly bias: Float32Array;
  readonly relu: boolean;
}

/** [I, 1, 1] to [O, 1, 1]: output[o] = bias[o] + sum over i of weights[o, i] * input[i]; then ReLU if asked. */
export function dense(input: Tensor3, { weights, bias, relu }: DenseParameters): Tensor3 {
  const inputs = input.data.length;
  const data = new Float32Array(bias.length);
  for (let o = 0; o < bias.length; o += 1) {
    let sum = bias[o] ?? 0;
    for (let i = 0; i < inputs; i += 1) {
      sum += (weights[o * inputs + i] ?? 0) * (input.data[i] ?? 0);
    }
    data[o] = relu ? Math.max(sum, 0) : sum;
  }
  return { shape: [bias.length, 1, 1], data };
}
