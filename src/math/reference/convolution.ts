/** Convolution (cross-correlation, as networks mean it), the obvious way. Sums are 64-bit. */
import { convolutionOutput } from '../shapes.ts';
import type { ConvolutionGeometry } from '../shapes.ts';
import { sizeOf } from '../tensor.ts';
import type { Tensor3 } from '../tensor.ts';

/** Parameters of a convolution. */
export interface ConvolutionParameters extends ConvolutionGeometry {
  /** OIHW: element (o, i, v, u) stands at ((o * I + i) * KH + v) * KW + u. */
  readonly weights: Float32Array;
  /** One per output; its length is the number of outputs. */
  readonly bias: Float32Array;
  readonly relu: boolean;
}

/**
 * [I, H, W] to [O, H', W'], shape by `convolutionOutput`:
 * output[o, y, x] = bias[o] + sum over i, v, u of
 * weights[o, i, v, u] * input[i, y * SY - PY + v * DY, x * SX - PX + u * DX]; zero outside; then ReLU if asked.
 */
export function convolution(input: Tensor3, parameters: ConvolutionParameters): Tensor3 {
  const { weights, bias, relu, kernel, stride, padding, dilation } = parameters;
  const [inputs, height, width] = input.shape;
  const shape = convolutionOutput(input.shape, bias.length, parameters);
  const data = new Float32Array(sizeOf(shape));
  let index = 0;
  for (let o = 0; o < shape[0]; o += 1) {
    for (let y = 0; y < shape[1]; y += 1) {
      for (let x = 0; x < shape[2]; x += 1) {
        let sum = bias[o] ?? 0;
        for (let i = 0; i < inputs; i += 1) {
          for (let v = 0; v < kernel[0]; v += 1) {
            const row = y * stride[0] - padding[0] + v * dilation[0];
            if (row < 0 || row >= height) continue;
            for (let u = 0; u < kernel[1]; u += 1) {
              const column = x * stride[1] - padding[1] + u * dilation[1];
              if (column < 0 || column >= width) continue;
              const weight = weights[((o * inputs + i) * kernel[0] + v) * kernel[1] + u] ?? 0;
              sum += weight * (input.data[(i * height + row) * width + column] ?? 0);
            }
          }
        }
        data[index] = relu ? Math.max(sum, 0) : sum;
        index += 1;
      }
    }
  }
  return { shape, data };
}
