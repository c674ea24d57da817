/**
 * Small random shifts, scales and turns between a picture that grows and the network, so that it learns no pattern that only
 * one placement excites. Drawn with a seed, step by step, and put together into one affine map.
 */
import { createRandom } from '../../base/index.ts';
import type { Extent } from '../resample.ts';

/** One of the transforms, in the order in which the picture goes through them. */
export type Transform =
  /** Rolled round by up to `cells` either way; only before all others. */
  | { readonly kind: 'roll'; readonly cells: number }
  /** Cut by `cells` in all, at a random place: moves by whole cells, half of `cells` either way. */
  | { readonly kind: 'jitter'; readonly cells: number }
  | { readonly kind: 'scale'; readonly factors: readonly number[] }
  | { readonly kind: 'rotate'; readonly degrees: readonly number[] };

/** What lies beyond the picture: a number of 0 to 1, or its mirror image. */
export type Surroundings =
  { readonly kind: 'constant'; readonly value: number } | { readonly kind: 'mirror' };

/** Whether the network sees the middle of the picture, cell by cell, or all of it, enlarged or reduced. */
export type Framing = 'crop' | 'resize';

/** Where each output cell comes from: (x, y) = (xx column + xy row + x0, yx column + yy row + y0), after a roll. */
export interface Placement {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly x0: number;
  readonly y0: number;
  /** Cell i of the rolled picture is cell (i + roll) % size. */
  readonly rollX: number;
  readonly rollY: number;
}

/** The size of what is transformed, and of what comes out. */
export interface PlacementSizes {
  readonly picture: Extent;
  readonly output: Extent;
  readonly framing: Framing;
}

/** Spreads neighbouring seeds and steps over all states of the generator. */
const SEED_FACTOR = 0x9e3779b1;
const STEP_FACTOR = 0x85ebca6b;

/** A generator that depends only on seed and step, so that a run can go on at any step. */
export function randomOfStep(seed: number, step: number): () => number {
  return createRandom(Math.imul(seed + 1, SEED_FACTOR) ^ Math.imul(step + 1, STEP_FACTOR));
}

/** How no transform at all places the picture. */
export function restingPlacement(sizes: PlacementSizes): Placement {
  return drawPlacement([], sizes, () => 0);
}

/** Draws every transform and puts them together. Takes two numbers of `random` for a shift, one for the others. */
export function drawPlacement(
  transforms: readonly Transform[],
  { picture, output, framing }: PlacementSizes,
  random: () => number,
): Placement {
  const pick = (values: readonly number[]): number =>
    values[Math.floor(random() * values.length)] ?? 0;
  const whole = (most: number): number => Math.floor(random() * (most + 1));
  const drawn = transforms.map((transform) => {
    switch (transform.kind) {
      case 'roll':
        return {
          kind: 'roll',
          x: whole(2 * transform.cells) - transform.cells,
          y: whole(2 * transform.cells) - transform.cells,
        } as const;
      case 'jitter':
        return {
          kind: 'shift',
          x: whole(transform.cells) - Math.floor(transform.cells / 2),
          y: whole(transform.cells) - Math.floor(transform.cells / 2),
        } as const;
      case 'scale':
        return { kind: 'turn', scale: pick(transform.factors), angle: 0 } as const;
      case 'rotate':
        return {
          kind: 'turn',
          scale: 1,
          angle: (pick(transform.degrees) * Math.PI) / 180,
        } as const;
    }
  });
  let [xx, xy, yx, yy] = [1, 0, 0, 1];
  if (framing === 'resize') {
    [xx, yy] = [picture.width / output.width, picture.height / output.height];
  }
  let [x0, y0] = [0, 0];
  let [rollX, rollY] = [0, 0];
  // From the output back to the picture: the last transform first.
  for (const one of drawn.reverse()) {
    if (one.kind === 'roll') {
      rollX = (one.x + picture.width) % picture.width;
      rollY = (one.y + picture.height) % picture.height;
    } else if (one.kind === 'shift') {
      x0 += one.x;
      y0 += one.y;
    } else {
      const cos = Math.cos(one.angle) / one.scale;
      const sin = Math.sin(one.angle) / one.scale;
      [xx, yx] = [cos * xx - sin * yx, sin * xx + cos * yx];
      [xy, yy] = [cos * xy - sin * yy, sin * xy + cos * yy];
      [x0, y0] = [cos * x0 - sin * y0, sin * x0 + cos * y0];
    }
  }
  // So far from middle to middle; now from cell 0 to cell 0.
  const middleX = (output.width - 1) / 2;
  const middleY = (output.height - 1) / 2;
  return {
    xx,
    xy,
    yx,
    yy,
    x0: x0 + (picture.width - 1) / 2 - xx * middleX - xy * middleY,
    y0: y0 + (picture.height - 1) / 2 - yx * middleX - yy * middleY,
    rollX,
    rollY,
  };
}
