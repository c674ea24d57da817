/** How alike maps are by their Gram matrices, and the gradient of that, the obvious way, in double precision. */
import type { Tensor3 } from '../tensor.ts';

/** A Gram matrix [C, C] divided by its norm. */
export interface NormalisedGram {
  readonly matrix: Float64Array;
  readonly norm: number;
}

/** Of the values of a map as a matrix of C x N. */
export function gram({ shape: [channels], data }: Tensor3): NormalisedGram {
  const cells = data.length / channels;
  const matrix = new Float64Array(channels * channels).map((_, index) => {
    const [c, d] = [Math.floor(index / channels), index % channels];
    let sum = 0;
    for (let n = 0; n < cells; n += 1)
      sum += (data[c * cells + n] ?? 0) * (data[d * cells + n] ?? 0);
    return sum;
  });
  const norm = Math.sqrt(dot(matrix, matrix));
  return { matrix: matrix.map((value) => (norm > 0 ? value / norm : 0)), norm };
}

/** 1 / B * sum over i, j != i of <H_i, H_j>. */
export function diversity(maps: readonly Tensor3[]): number {
  const all = maps.map((map) => gram(map).matrix);
  let sum = 0;
  all.forEach((a, i) => {
    all.forEach((b, j) => {
      if (i !== j) sum += dot(a, b);
    });
  });
  return sum / maps.length;
}

/** Of `diversity` with respect to one of the maps. */
export function diversityGradient(maps: readonly Tensor3[], index: number): Tensor3 {
  const map = maps[index] ?? { shape: [0, 0, 0] as const, data: new Float32Array() };
  const [channels] = map.shape;
  const cells = map.data.length / channels;
  const { matrix, norm } = gram(map);
  const around = new Float64Array(matrix.length);
  maps.forEach((other, j) => {
    if (j === index) return;
    gram(other).matrix.forEach((value, at) => {
      around[at] = (around[at] ?? 0) + (2 / maps.length) * value;
    });
  });
  const overlap = dot(around, matrix);
  const data = map.data.map((_, at) => {
    const [c, n] = [Math.floor(at / cells), at % cells];
    let sum = 0;
    for (let d = 0; d < channels; d += 1) {
      const slope = (around[c * channels + d] ?? 0) - overlap * (matrix[c * channels + d] ?? 0);
      sum += slope * (map.data[d * cells + n] ?? 0);
    }
    return norm > 0 ? (2 * sum) / norm : 0;
  });
  return { shape: map.shape, data };
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? NaN), 0);
}
