/** Gradients of a network's layers with respect to what they read, the obvious way. Sums are 64-bit. */
import type { InputSpec } from '../input-spec.ts';
import type { ReluRule } from '../relu-rule.ts';
import type { ConvolutionGeometry } from '../shapes.ts';
import { sizeOf } from '../tensor.ts';
import type { Shape3, Tensor3 } from '../tensor.ts';

/** Of a ReLU that has written `output`, by a rule. */
export function reluGradient(output: Tensor3, gradient: Tensor3, rule: ReluRule): Tensor3 {
  const data = gradient.data.map((value, index) => {
    const passed = rule === 'deconvnet' || (output.data[index] ?? 0) > 0;
    const rises = rule === 'plain' || value > 0;
    return passed && rises ? value : 0;
  });
  return { shape: gradient.shape, data };
}

/**
 * Of a ReLU that has written `output`; only if nothing would be left of it, what would raise a value that was not let through is
 * kept as well (lucid/optvis/overrides/redirected_relu_grad.py, for something that is to rise).
 */
export function redirectedReluGradient(output: Tensor3, gradient: Tensor3): Tensor3 {
  const plain = reluGradient(output, gradient, 'plain');
  if (plain.data.some((value) => value !== 0)) return plain;
  return { shape: gradient.shape, data: gradient.data.map((value) => Math.max(value, 0)) };
}

/** Of a softmax that has written `probabilities`, with respect to the logits. */
export function softmaxGradient({ shape, data }: Tensor3, gradient: Tensor3): Tensor3 {
  const mean = data.reduce((sum, value, index) => sum + value * (gradient.data[index] ?? 0), 0);
  return {
    shape,
    data: data.map((value, index) => value * ((gradient.data[index] ?? 0) - mean)),
  };
}

/** Of a convolution that reads a map of `shape`, with weights [O, I, KH, KW]. */
export function convolutionInputGradient(
  shape: Shape3,
  gradient: Tensor3,
  parameters: ConvolutionGeometry & { readonly weights: Float32Array },
): Tensor3 {
  const { weights, kernel, stride, padding, dilation } = parameters;
  const [inputs, height, width] = shape;
  const [, rows, columns] = gradient.shape;
  const sums = new Float64Array(sizeOf(shape));
  gradient.data.forEach((value, index) => {
    const o = Math.floor(index / (rows * columns));
    const y = (Math.floor(index / columns) % rows) * stride[0] - padding[0];
    const x = (index % columns) * stride[1] - padding[1];
    for (let i = 0; i < inputs; i += 1) {
      for (let v = 0; v < kernel[0]; v += 1) {
        const row = y + v * dilation[0];
        if (row < 0 || row >= height) continue;
        for (let u = 0; u < kernel[1]; u += 1) {
          const column = x + u * dilation[1];
          if (column < 0 || column >= width) continue;
          const weight = weights[((o * inputs + i) * kernel[0] + v) * kernel[1] + u] ?? 0;
          const cell = (i * height + row) * width + column;
          sums[cell] = (sums[cell] ?? 0) + weight * value;
        }
      }
    }
  });
  return { shape, data: Float32Array.from(sums) };
}

/** Of a dense layer with rows of `inputs` weights. */
export function denseInputGradient(
  gradient: Tensor3,
  weights: Float32Array,
  inputs: number,
): Tensor3 {
  const sums = new Float64Array(inputs);
  gradient.data.forEach((value, o) => {
    for (let i = 0; i < inputs; i += 1) {
      sums[i] = (sums[i] ?? 0) + (weights[o * inputs + i] ?? 0) * value;
    }
  });
  return { shape: [inputs, 1, 1], data: Float32Array.from(sums) };
}

/** Of a flattening of a map of `shape`, see `flatten`. */
export function flattenGradient(shape: Shape3, { data }: Tensor3): Tensor3 {
  const [channels, height, width] = shape;
  const cells = height * width;
  const back = new Float32Array(sizeOf(shape)).map(
    (_, index) => data[(index % cells) * channels + Math.floor(index / cells)] ?? 0,
  );
  return { shape, data: back };
}

/** Of a global average pooling of a map of `shape`. */
export function globalAveragePoolGradient(shape: Shape3, { data }: Tensor3): Tensor3 {
  const cells = shape[1] * shape[2];
  const shared = new Float32Array(sizeOf(shape)).map(
    (_, index) => (data[Math.floor(index / cells)] ?? 0) / cells,
  );
  return { shape, data: shared };
}

/** Of `preprocess`: with respect to RGB 0..255. */
export function preprocessGradient({ shape, data }: Tensor3, spec: InputSpec): Tensor3 {
  const cells = shape[1] * shape[2];
  const unit = spec.range === '0..1' ? 255 : 1;
  const back = new Float32Array(data.length).map((_, index) => {
    const color = Math.floor(index / cells);
    const channel = spec.order === 'BGR' ? 2 - color : color;
    const value = data[channel * cells + (index % cells)] ?? 0;
    return value / ((spec.std[channel] ?? 1) * unit);
  });
  return { shape, data: back };
}
