/** Positions of the window in an animation: all of few, evenly spaced of many, always the first and the last. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_FRAMES, chooseFrames, frameTime } from './frame-choice.ts';

describe('chooseFrames', () => {
  it('takes every cell of a small output, row by row', () => {
    expect(chooseFrames([1, 2, 3])).toEqual([
      { row: 0, column: 0 },
      { row: 0, column: 1 },
      { row: 0, column: 2 },
      { row: 1, column: 0 },
      { row: 1, column: 1 },
      { row: 1, column: 2 },
    ]);
  });

  it('takes as many of a large one as an animation may have, at equal distances', () => {
    const frames = chooseFrames([3, 62, 62]);
    expect(frames).toHaveLength(MOST_FRAMES);
    const places = frames.map(({ row, column }) => row * 62 + column);
    const steps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(1);
  });

  it('starts at the first cell, ends at the last, and never goes back', () => {
    const extent = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(extent, extent, fc.integer({ min: 2, max: 200 }), (height, width, most) => {
        const frames = chooseFrames([1, height, width], most);
        const places = frames.map(({ row, column }) => row * width + column);
        expect(places[0]).toBe(0);
        expect(places.at(-1)).toBe(height * width - 1);
        expect(places.length).toBe(Math.min(most, height * width));
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
        expect(frames.every(({ column }) => column >= 0 && column < width)).toBe(true);
      }),
    );
  });
});

describe('frameTime', () => {
  it('shows few frames slowly, many fast, and the last one long', () => {
    expect(frameTime(0, 4)).toBe(500);
    expect(frameTime(0, 50)).toBe(180);
    expect(frameTime(0, 100)).toBe(90);
    expect(frameTime(99, 100)).toBe(1600);
  });
});
