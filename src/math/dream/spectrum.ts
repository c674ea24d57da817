/**
 * A picture as waves: the numbers of an inverse real discrete Fourier transform as NumPy's irfft2 with a given size does it,
 * and how strongly each wave counts. A spectrum of a picture of H x W is a tensor [3, 2 H, W / 2 + 1]: real parts first.
 */
import { createRandom } from '../../base/index.ts';
import { sizeOf } from '../tensor.ts';
import type { Shape3, Tensor3 } from '../tensor.ts';

/** As Lucid: the whole spectrum is divided by this, so that a picture to begin with is a pale one. */
const SOFTENING = 4;

/** Columns of the half of a spectrum that a real picture needs. */
export function spectrumColumns(width: number): number {
  return Math.floor(width / 2) + 1;
}

/** Shape of the spectrum of a picture of three colours. */
export function spectrumShape(height: number, width: number): Shape3 {
  return [3, 2 * height, spectrumColumns(width)];
}

/** (cos, sin) of 2 pi n / size for n from 0 on. */
export function turnTable(size: number): Float32Array {
  return Float32Array.from({ length: 2 * size }, (_, index) => {
    const angle = (2 * Math.PI * Math.floor(index / 2)) / size;
    return index % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
  });
}

/**
 * What each coefficient is multiplied by so that the plain sum of its waves is irfft2: 1 / (H W), and 2 where the other
 * half of the spectrum, left out, would be as large. [H, W / 2 + 1].
 */
export function transformGains(height: number, width: number): Float32Array {
  const columns = spectrumColumns(width);
  return Float32Array.from({ length: height * columns }, (_, index) => {
    const column = index % columns;
    const isAlone = column === 0 || 2 * column === width;
    return (isAlone ? 1 : 2) / (height * width);
  });
}

/**
 * The gains of a picture that grows: `transformGains`, times 1 / max(frequency, 1 / max(W, H)) to the power of `decay`
 * (natural pictures have waves that weaken so), times sqrt(W H), divided by 4.
 * Source: lucid/optvis/param/spatial.py, fft_image; frequency in cycles per pixel.
 */
export function pictureGains(height: number, width: number, decay: number): Float32Array {
  const columns = spectrumColumns(width);
  const lowest = 1 / Math.max(width, height);
  const size = Math.sqrt(width * height) / SOFTENING;
  return transformGains(height, width).map((gain, index) => {
    const down = waveOf(Math.floor(index / columns), height);
    const across = (index % columns) / width;
    return (gain * size) / Math.max(Math.hypot(down, across), lowest) ** decay;
  });
}

/** Gains with which the adjoint of the transform by `pictureGains` becomes its inverse: from a picture to its waves. */
export function inverseGains(height: number, width: number, decay: number): Float32Array {
  const gains = pictureGains(height, width, decay);
  return transformGains(height, width).map((gain, index) => gain / (gains[index] ?? NaN));
}

/** Cycles per pixel of row `index` of a spectrum, as NumPy's fftfreq. */
function waveOf(index: number, size: number): number {
  return (2 * index < size ? index : index - size) / size;
}

/** Normal numbers with mean 0, the same for the same seed on every machine (Box and Muller). */
export function normalArray(length: number, seed: number, deviation: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    return deviation * radius * Math.cos(2 * Math.PI * random());
  });
}

/** Coefficients to begin with: normal noise. Source: lucid's fft_image with its deviation 0.01. */
export function startSpectrum(
  height: number,
  width: number,
  seed: number,
  deviation: number,
): Tensor3 {
  const shape = spectrumShape(height, width);
  return { shape, data: normalArray(sizeOf(shape), seed, deviation) };
}
