/** Global average pooling, the obvious way. */
import type { Tensor3 } from '../tensor.ts';

/** [C, H, W] to [C, 1, 1]: the mean of each channel. */
export function globalAveragePool({ shape, data }: Tensor3): Tensor3 {
  const [channels, height, width] = shape;
  const means = new Float32Array(channels);
  for (let channel = 0; channel < channels; channel += 1) {
    let sum = 0;
    for (let cell = 0; cell < height * width; cell += 1) {
      sum += data[channel * height * width + cell] ?? 0;
    }
    means[channel] = sum / (height * width);
  }
  return { shape: [channels, 1, 1], data: means };
}
