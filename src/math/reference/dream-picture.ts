/** From the numbers that grow to a picture and back: inverse Fourier transform, colours, and their adjoints. */
import type { ColorMatrix } from '../dream/colors.ts';
import type { Shape3, Tensor3 } from '../tensor.ts';

/** A wave of a spectrum of `height` rows at a cell: cos and sin of its angle there. */
type Wave = readonly [cos: number, sin: number];

function waveTable(size: number): readonly Wave[] {
  return Array.from({ length: size }, (_, n): Wave => {
    const angle = (2 * Math.PI * n) / size;
    return [Math.cos(angle), Math.sin(angle)];
  });
}

/** sum over (j, k) of gains * Re(coefficient * exp(2 pi i (j y / H + k x / W))): [C, 2 H, columns] to [C, H, W]. */
export function inverseSpectrum(spectrum: Tensor3, width: number, gains: Float32Array): Tensor3 {
  const [channels, parts, columns] = spectrum.shape;
  const height = parts / 2;
  const data = new Float32Array(channels * height * width);
  const down = waveTable(height);
  const across = waveTable(width);
  const half = height * columns;
  for (let channel = 0; channel < channels; channel += 1) {
    for (let y = 0; y < height; y += 1) {
      const real = new Float64Array(columns);
      const imaginary = new Float64Array(columns);
      for (let j = 0; j < height; j += 1) {
        const [cos, sin] = down[(j * y) % height] ?? [0, 0];
        for (let k = 0; k < columns; k += 1) {
          const place = 2 * half * channel + j * columns + k;
          const gain = gains[j * columns + k] ?? 0;
          const a = gain * (spectrum.data[place] ?? 0);
          const b = gain * (spectrum.data[place + half] ?? 0);
          real[k] = (real[k] ?? 0) + a * cos - b * sin;
          imaginary[k] = (imaginary[k] ?? 0) + a * sin + b * cos;
        }
      }
      for (let x = 0; x < width; x += 1) {
        let sum = 0;
        for (let k = 0; k < columns; k += 1) {
          const [cos, sin] = across[(k * x) % width] ?? [0, 0];
          sum += (real[k] ?? 0) * cos - (imaginary[k] ?? 0) * sin;
        }
        data[(channel * height + y) * width + x] = sum;
      }
    }
  }
  return { shape: [channels, height, width], data };
}

/** Adjoint of `inverseSpectrum`: [C, H, W] to [C, 2 H, columns]. */
export function spectrumGradient(gradient: Tensor3, columns: number, gains: Float32Array): Tensor3 {
  const [channels, height, width] = gradient.shape;
  const shape: Shape3 = [channels, 2 * height, columns];
  const data = new Float32Array(channels * 2 * height * columns);
  const down = waveTable(height);
  const across = waveTable(width);
  const half = height * columns;
  for (let channel = 0; channel < channels; channel += 1) {
    const real = new Float64Array(half);
    const imaginary = new Float64Array(half);
    for (let y = 0; y < height; y += 1) {
      for (let k = 0; k < columns; k += 1) {
        let [a, b] = [0, 0];
        for (let x = 0; x < width; x += 1) {
          const value = gradient.data[(channel * height + y) * width + x] ?? 0;
          const [cos, sin] = across[(k * x) % width] ?? [0, 0];
          a += value * cos;
          b -= value * sin;
        }
        for (let j = 0; j < height; j += 1) {
          const [cos, sin] = down[(j * y) % height] ?? [0, 0];
          const place = j * columns + k;
          real[place] = (real[place] ?? 0) + a * cos + b * sin;
          imaginary[place] = (imaginary[place] ?? 0) + b * cos - a * sin;
        }
      }
    }
    for (let place = 0; place < half; place += 1) {
      const gain = gains[place] ?? 0;
      data[2 * half * channel + place] = gain * (real[place] ?? 0);
      data[2 * half * channel + half + place] = gain * (imaginary[place] ?? 0);
    }
  }
  return { shape, data };
}

/** How three numbers of a cell become its colour. */
export interface ColorMixing {
  readonly matrix: ColorMatrix;
  /** Into 0..1 by 1 / (1 + exp(-x)). */
  readonly sigmoid: boolean;
}

/** Three numbers of every cell to red, green and blue. */
export function mixColors({ shape, data }: Tensor3, { matrix, sigmoid }: ColorMixing): Tensor3 {
  const cells = shape[1] * shape[2];
  const mixed = data.map((_, index) => {
    const row = 3 * Math.floor(index / cells);
    let sum = 0;
    for (let c = 0; c < 3; c += 1) {
      sum += (matrix[row + c] ?? 0) * (data[c * cells + (index % cells)] ?? 0);
    }
    return sigmoid ? 1 / (1 + Math.exp(-sum)) : sum;
  });
  return { shape, data: mixed };
}

/** Adjoint of `mixColors` at the picture that it made. */
export function mixColorsGradient(
  picture: Tensor3,
  gradient: Tensor3,
  { matrix, sigmoid }: ColorMixing,
): Tensor3 {
  const { shape } = picture;
  const cells = shape[1] * shape[2];
  const data = gradient.data.map((_, index) => {
    const column = Math.floor(index / cells);
    let sum = 0;
    for (let c = 0; c < 3; c += 1) {
      const place = c * cells + (index % cells);
      const color = picture.data[place] ?? 0;
      const slope = sigmoid ? color * (1 - color) : 1;
      sum += (matrix[3 * c + column] ?? 0) * slope * (gradient.data[place] ?? 0);
    }
    return sum;
  });
  return { shape, data };
}
