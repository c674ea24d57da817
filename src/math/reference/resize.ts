/** Antialiased resize, the obvious way: every target pixel looks at every source pixel. */
import { sourceRectangle } from '../resample.ts';
import type { Extent, Fit } from '../resample.ts';
import type { Tensor3 } from '../tensor.ts';

/** RGBA bytes, row by row, not premultiplied. */
export interface RgbaPicture extends Extent {
  readonly rgba: ArrayLike<number>;
}

/** Blended over white, then resized with Pillow's antialiased triangle filter: [3, height, width], RGB 0..255. */
export function resize(picture: RgbaPicture, target: Extent, fit: Fit): Tensor3 {
  const part = sourceRectangle(picture, target, fit);
  const columns = triangle(picture.width, part.x, part.width, target.width);
  const rows = triangle(picture.height, part.y, part.height, target.height);
  const cells = target.width * target.height;
  const data = new Float32Array(3 * cells);
  for (let channel = 0; channel < 3; channel += 1) {
    for (let cell = 0; cell < cells; cell += 1) {
      const across = columns[cell % target.width] ?? [];
      const down = rows[Math.floor(cell / target.width)] ?? [];
      let sum = 0;
      down.forEach((v, y) => {
        if (v === 0) return;
        across.forEach((h, x) => {
          if (h !== 0) sum += v * h * overWhite(picture, y * picture.width + x, channel);
        });
      });
      data[channel * cells + cell] = sum;
    }
  }
  return { shape: [3, target.height, target.width], data };
}

/** Of `resize` with respect to an opaque picture of size `source`, RGB: [3, height, width]. */
export function resizeGradient({ shape, data }: Tensor3, source: Extent, fit: Fit): Tensor3 {
  const [, height, width] = shape;
  const part = sourceRectangle(source, { width, height }, fit);
  const columns = triangle(source.width, part.x, part.width, width);
  const rows = triangle(source.height, part.y, part.height, height);
  const cells = source.width * source.height;
  const sums = new Float64Array(3 * cells);
  data.forEach((value, index) => {
    const channel = Math.floor(index / (width * height));
    const across = columns[index % width] ?? [];
    const down = rows[Math.floor(index / width) % height] ?? [];
    down.forEach((v, y) => {
      across.forEach((h, x) => {
        const at = channel * cells + y * source.width + x;
        sums[at] = (sums[at] ?? 0) + v * h * value;
      });
    });
  });
  return { shape: [3, source.height, source.width], data: Float32Array.from(sums) };
}

function overWhite({ rgba }: RgbaPicture, pixel: number, channel: number): number {
  const alpha = (rgba[4 * pixel + 3] ?? 0) / 255;
  return 255 + ((rgba[4 * pixel + channel] ?? 0) - 255) * alpha;
}

/** For each target pixel the weight of every source pixel. */
function triangle(size: number, start: number, length: number, targetSize: number): number[][] {
  const scale = length / targetSize;
  const support = Math.max(1, scale);
  return Array.from({ length: targetSize }, (_, i) => {
    const center = start + (i + 0.5) * scale;
    const weights = Array.from({ length: size }, (__, x) =>
      Math.max(0, 1 - Math.abs(x + 0.5 - center) / support),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  });
}
