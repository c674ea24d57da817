/**
 * A gradient of a network against differences of its values along directions. A network with ReLU and max pooling is linear
 * only in pieces, so the steps must be so small that next to none crosses a kink: the values come from double precision.
 */
import { createRandom } from '../../base/index.ts';
import type { Tensor3 } from '../../math/index.ts';

/** What is compared. */
export interface DirectionsRequest {
  readonly input: Tensor3;
  /** With respect to the input. */
  readonly gradient: Tensor3;
  /** The objective, exactly. */
  readonly value: (input: Float64Array) => number;
  /** Of the largest value of the input by which it is moved. */
  readonly steps: readonly number[];
  readonly directions: number;
}

/**
 * For each step the largest distance of a directional derivative from the difference, relative to the mean size of the derivatives.
 * Every other direction moves only a patch of one channel, so that no place is right by chance.
 */
export function compareDirections(request: DirectionsRequest): readonly number[] {
  const { input, gradient, value, steps, directions } = request;
  const size = input.data.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const all = Array.from({ length: directions }, (_, index) => {
    const way = directionOf(input, index);
    const slope = way.reduce((sum, one, cell) => sum + one * (gradient.data[cell] ?? NaN), 0);
    return { way, slope };
  });
  const mean = all.reduce((sum, { slope }) => sum + Math.abs(slope), 0) / directions;
  return steps.map((step) => {
    const h = step * size;
    const errors = all.map(({ way, slope }) => {
      const at = (by: number): number =>
        value(Float64Array.from(input.data, (one, cell) => one + by * (way[cell] ?? NaN)));
      return Math.abs((at(h) - at(-h)) / (2 * h) - slope) / mean;
    });
    return Math.max(...errors);
  });
}

/** Noise between -1 and 1; every other one within a patch of one channel. */
function directionOf({ shape, data }: Tensor3, number: number): Float64Array {
  const [channels, height, width] = shape;
  const random = createRandom(100 + number);
  const channel = Math.floor(random() * channels);
  const [top, left] = [Math.floor((random() * height) / 2), Math.floor((random() * width) / 2)];
  return new Float64Array(data.length).map((_, index) => {
    const [y, x] = [Math.floor(index / width) % height, index % width];
    const own = Math.floor(index / (height * width)) === channel;
    const inside = y >= top && y < top + height / 2 && x >= left && x < left + width / 2;
    const one = 2 * random() - 1;
    return number % 2 === 0 || (own && inside) ? one : 0;
  });
}
