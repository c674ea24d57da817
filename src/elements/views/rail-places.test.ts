/** The places of the small maps: on whole pixels, inside the canvas, in the order of the rows. */
import { describe, expect, it } from 'vitest';
import { layOutRail } from './rail-places.ts';
import type { ThumbBox } from './rail-places.ts';

const box = (layer: string, x: number, y: number, side = 24): ThumbBox => ({
  layer,
  what: 'strongest',
  x,
  y,
  width: side,
  height: side,
});

describe('layOutRail', () => {
  it('knows nothing to lay out', () => {
    expect(layOutRail([], 2)).toBeNull();
  });

  it('begins at the first box and ends at the last', () => {
    expect(layOutRail([box('input', 10, 6, 20), box('conv', 50, 40)], 2)).toEqual({
      canvas: { x: 10, y: 6, width: 64, height: 58 },
      size: { width: 128, height: 116 },
      places: [
        { layer: 'input', what: 'strongest', x: 0, y: 0, width: 40, height: 40 },
        { layer: 'conv', what: 'strongest', x: 80, y: 68, width: 48, height: 48 },
      ],
    });
  });

  it.each([1, 1.25, 1.5, 2.625, 3])('keeps to whole device pixels at a ratio of %d', (ratio) => {
    const boxes = Array.from({ length: 20 }, (_, i) => box(`layer${i}`, 51.3, 7.1 + 28.4 * i));
    const rail = layOutRail(boxes, ratio)!;
    for (const place of rail.places) {
      for (const length of [place.x, place.y, place.width, place.height]) {
        expect(Number.isInteger(length)).toBe(true);
      }
      expect(place.x + place.width).toBeLessThanOrEqual(rail.size.width);
      expect(place.y + place.height).toBeLessThanOrEqual(rail.size.height);
    }
    expect(rail.canvas.width * ratio).toBeCloseTo(rail.size.width);
    expect(new Set(rail.places.map(({ width }) => width)).size).toBe(1);
  });
});
