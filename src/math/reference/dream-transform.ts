/** A picture shifted, scaled and turned by one bilinear pass, and its adjoint as a scatter. */
import type { Placement, Surroundings } from '../dream/transforms.ts';
import type { Extent } from '../resample.ts';
import type { Shape3, Tensor3 } from '../tensor.ts';

/** How a picture is placed, what is around it, and what every value is multiplied by. */
export interface TransformRequest {
  readonly placement: Placement;
  readonly surroundings: Surroundings;
  readonly gain: number;
}

/** [C, H, W] to [C, output height, output width]. */
export function transformPicture(
  { shape, data }: Tensor3,
  output: Extent,
  request: TransformRequest,
): Tensor3 {
  const [channels, height, width] = shape;
  const made: Shape3 = [channels, output.height, output.width];
  const cells = output.height * output.width;
  const values = new Float64Array(channels * cells);
  const { surroundings, gain } = request;
  const beyond = surroundings.kind === 'constant' ? surroundings.value : 0;
  forEachPart({ height, width }, output, request, (cell, source, weight) => {
    for (let channel = 0; channel < channels; channel += 1) {
      const value = source === null ? beyond : (data[channel * height * width + source] ?? 0);
      const place = channel * cells + cell;
      values[place] = (values[place] ?? 0) + gain * weight * value;
    }
  });
  return { shape: made, data: Float32Array.from(values) };
}

/** [C, output height, output width] to [C, H, W]. */
export function transformGradient(
  gradient: Tensor3,
  picture: Extent,
  request: TransformRequest,
): Tensor3 {
  const [channels, height, width] = gradient.shape;
  const cells = picture.height * picture.width;
  const values = new Float64Array(channels * cells);
  forEachPart(picture, { height, width }, request, (cell, source, weight) => {
    if (source === null) return;
    for (let channel = 0; channel < channels; channel += 1) {
      const slope = gradient.data[channel * height * width + cell] ?? 0;
      const place = channel * cells + source;
      values[place] = (values[place] ?? 0) + request.gain * weight * slope;
    }
  });
  return {
    shape: [channels, picture.height, picture.width],
    data: Float32Array.from(values),
  };
}

/** Calls `visit` with the four parts of every output cell; `source` is null beyond the picture. */
function forEachPart(
  picture: Extent,
  output: Extent,
  { placement, surroundings }: TransformRequest,
  visit: (cell: number, source: number | null, weight: number) => void,
): void {
  const { xx, xy, yx, yy, x0, y0, rollX, rollY } = placement;
  const isMirrored = surroundings.kind === 'mirror';
  for (let row = 0; row < output.height; row += 1) {
    for (let column = 0; column < output.width; column += 1) {
      const x = xx * column + xy * row + x0;
      const y = yx * column + yy * row + y0;
      for (const [i, down] of neighbours(y)) {
        for (const [j, across] of neighbours(x)) {
          const inX = folded(j, picture.width, isMirrored);
          const inY = folded(i, picture.height, isMirrored);
          const source =
            inX === null || inY === null
              ? null
              : ((inY + rollY) % picture.height) * picture.width + ((inX + rollX) % picture.width);
          visit(row * output.width + column, source, down * across);
        }
      }
    }
  }
}

function neighbours(place: number): readonly (readonly [cell: number, weight: number])[] {
  const first = Math.floor(place);
  return [
    [first, 1 - (place - first)],
    [first + 1, place - first],
  ];
}

/** One mirror image on either side, null beyond. */
function folded(index: number, size: number, isMirrored: boolean): number | null {
  let inside = index;
  if (isMirrored && index < 0) inside = -1 - index;
  if (isMirrored && index >= size) inside = 2 * size - 1 - index;
  return inside < 0 || inside >= size ? null : inside;
}
