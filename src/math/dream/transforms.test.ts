/** Drawn transforms: what they are, that they repeat, and how they are put together. */
import { describe, expect, it } from 'vitest';
import { studioRecipe } from './recipes.ts';
import { drawPlacement, randomOfStep, restingPlacement } from './transforms.ts';
import type { PlacementSizes, Transform } from './transforms.ts';

const SQUARE: PlacementSizes = {
  picture: { width: 64, height: 64 },
  output: { width: 64, height: 64 },
  framing: 'crop',
};
const RESTING = { xx: 1, xy: 0, yx: 0, yy: 1, x0: 0, y0: 0, rollX: 0, rollY: 0 };

/** Numbers that are asked for one after the other. */
function told(...numbers: readonly number[]): () => number {
  let next = 0;
  return () => numbers[next++] ?? NaN;
}

describe('a placement', () => {
  it('is the picture itself where nothing is done', () => {
    expect(restingPlacement(SQUARE)).toEqual(RESTING);
    expect(drawPlacement([], { ...SQUARE, framing: 'resize' }, told())).toEqual(RESTING);
  });

  it('crops the middle, or shows all of it', () => {
    const sizes = { ...SQUARE, output: { width: 32, height: 128 } };
    expect(restingPlacement(sizes)).toEqual({ ...RESTING, x0: 16, y0: -32 });
    const all = restingPlacement({ ...sizes, framing: 'resize' });
    // The middle of the first cell, at half a cell, is at a whole cell of twice as many.
    expect(all).toEqual({ ...RESTING, xx: 2, yy: 0.5, x0: 0.5, y0: -0.25 });
  });

  it('moves by whole cells, at most half of the jitter', () => {
    const jitter: readonly Transform[] = [{ kind: 'jitter', cells: 8 }];
    expect(drawPlacement(jitter, SQUARE, told(0, 0.9999))).toEqual({ ...RESTING, x0: -4, y0: 4 });
    expect(drawPlacement(jitter, SQUARE, told(0.5, 0.5))).toEqual(RESTING);
  });

  it('rolls either way', () => {
    const roll: readonly Transform[] = [{ kind: 'roll', cells: 4 }];
    const { rollX, rollY, x0 } = drawPlacement(roll, SQUARE, told(0, 0.9999));
    expect([rollX, rollY, x0]).toEqual([60, 4, 0]);
  });

  it('goes through the transforms in their order', () => {
    const transforms: readonly Transform[] = [
      { kind: 'jitter', cells: 8 },
      { kind: 'scale', factors: [2] },
      { kind: 'rotate', degrees: [90] },
      { kind: 'jitter', cells: 4 },
    ];
    const found = drawPlacement(transforms, SQUARE, told(0.9999, 0.5, 0, 0, 0.9999, 0.5));
    // Back from the output: moved by (2, 0), turned to (0, 2), halved to (0, 1), moved by (4, 0).
    const middle = 31.5;
    const at = (column: number, row: number): number[] => [
      found.xx * column + found.xy * row + found.x0 - middle,
      found.yx * column + found.yy * row + found.y0 - middle,
    ];
    const [x = NaN, y = NaN] = at(middle, middle);
    expect(x).toBeCloseTo(4, 10);
    expect(y).toBeCloseTo(1, 10);
    const [right = NaN, down = NaN] = at(middle + 2, middle);
    expect([right - x, down - y].map((value) => Math.round(1e6 * value) / 1e6)).toEqual([0, 1]);
  });

  it('is the same for the same seed and step, and another for others', () => {
    const { transforms } = studioRecipe(5);
    const draw = (seed: number, step: number): string =>
      JSON.stringify(drawPlacement(transforms, SQUARE, randomOfStep(seed, step)));
    expect(draw(3, 7)).toBe(draw(3, 7));
    const drawn = Array.from({ length: 400 }, (_, n) => draw(Math.floor(n / 200), n % 200));
    expect(new Set(drawn).size).toBeGreaterThan(390);
  });

  it('is on average no shift and no turn', () => {
    const { transforms } = studioRecipe(5);
    const steps = 4000;
    let [xy, x, scale] = [0, 0, 0];
    for (let step = 0; step < steps; step += 1) {
      const found = drawPlacement(transforms, SQUARE, randomOfStep(1, step));
      xy += found.xy / steps;
      x += (found.xx * 31.5 + found.xy * 31.5 + found.x0 - 31.5) / steps;
      scale += Math.hypot(found.xx, found.xy) / steps;
    }
    expect(Math.abs(xy)).toBeLessThan(0.01);
    expect(Math.abs(x)).toBeLessThan(0.2);
    expect(Math.abs(scale - 1)).toBeLessThan(0.01);
  });
});
