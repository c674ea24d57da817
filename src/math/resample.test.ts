import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceRectangle, triangleTaps } from './resample.ts';
import { resize } from './reference/index.ts';

/**
 * Pillow 12.3: `Image.resize(target, BILINEAR, box)` of a mode F picture with the value
 * (37 x + 101 y + 13 x y) % 256 at (x, y).
 */
const PILLOW = [
  {
    source: [11, 7],
    target: [4, 3],
    box: [0, 0, 11, 7],
    pixels: [
      102.2275, 134.2929, 131.7071, 92.1534, 123.9412, 127.6314, 129.5372, 112.9259, 153.0847,
      132.9452, 123.531, 147.582,
    ],
  },
  {
    source: [5, 4],
    target: [9, 6],
    box: [0, 0, 5, 4],
    pixels: [
      0, 12.3333, 32.8889, 53.4444, 74, 94.5556, 115.1111, 135.6667, 148, 50.5, 65, 89.1667,
      113.3333, 137.5, 161.6667, 171.6111, 124.6667, 96.5, 117.8333, 121, 126.2778, 150.5185, 179.5,
      208.4815, 213.7593, 124.2222, 70.5, 185.1667, 134.3333, 49.6111, 59.7037, 93.5, 127.2963,
      156.3519, 166.4444, 172.5, 124.5, 105, 72.5, 96.8889, 135.5, 103, 84.7222, 123.3333, 146.5,
      47, 72.3333, 114.5556, 156.7778, 199, 99, 27.4444, 69.6667, 95,
    ],
  },
  {
    source: [13, 6],
    target: [4, 4],
    box: [3.5, 0, 9.5, 6],
    pixels: [
      132.0694, 160.5556, 119.0278, 94.1805, 134.8395, 82.6049, 141.3457, 142.8395, 127.2716,
      152.7284, 111.0988, 139.716, 151.375, 163.6667, 115.6389, 99.4861,
    ],
  },
  {
    source: [6, 20],
    target: [5, 3],
    box: [0, 8.2, 6, 11.8],
    pixels: [
      87.6888, 123.5255, 138.4643, 153.4031, 189.2398, 171.0357, 107.6071, 144.75, 181.8929,
      118.4643, 125.0765, 91.6888, 151.0357, 104.5867, 141.7296,
    ],
  },
  {
    source: [100, 3],
    target: [3, 2],
    box: [0, 0, 100, 3],
    pixels: [121.1751, 130.1727, 131.1468, 132.7762, 124.584, 130.7305],
  },
] as const;

describe('triangleTaps', () => {
  test.each(PILLOW)('agrees with Pillow: $source to $target of $box', (fixture) => {
    const [width, height] = fixture.source;
    const [targetWidth, targetHeight] = fixture.target;
    const [left, top, right, bottom] = fixture.box;
    const across = triangleTaps(width, left, right - left, targetWidth);
    const down = triangleTaps(height, top, bottom - top, targetHeight);
    const along = (taps: typeof across, i: number, value: (at: number) => number): number => {
      const [first = 0, count = 0] = taps.spans.subarray(2 * i);
      let sum = 0;
      for (let k = 0; k < count; k += 1) sum += taps.weights[taps.taps * i + k]! * value(first + k);
      return sum;
    };
    const pixels = fixture.pixels.map((_, index) =>
      along(down, Math.floor(index / targetWidth), (y) =>
        along(across, index % targetWidth, (x) => (37 * x + 101 * y + 13 * x * y) % 256),
      ),
    );
    pixels.forEach((pixel, index) => {
      expect(pixel).toBeCloseTo(fixture.pixels[index]!, 3);
    });
  });

  test('takes every pixel alone when nothing changes', () => {
    const taps = triangleTaps(4, 0, 4, 4);
    expect(taps).toEqual({
      spans: Uint32Array.of(0, 1, 1, 1, 2, 1, 3, 1),
      weights: Float32Array.of(1, 1, 1, 1),
      taps: 1,
      first: 0,
      end: 4,
    });
  });

  test('names only the source pixels in use', () => {
    const { first, end } = triangleTaps(100, 40, 20, 10);
    expect([first, end]).toEqual([39, 61]);
  });

  test('weights add up to 1 and spans stay inside the picture', () => {
    const sizes = fc.record({
      size: fc.integer({ min: 1, max: 400 }),
      target: fc.integer({ min: 1, max: 20 }),
      from: fc.double({ min: 0, max: 0.45, noNaN: true }),
    });
    fc.assert(
      fc.property(sizes, ({ size, target, from }) => {
        const { spans, weights, taps, first, end } = triangleTaps(
          size,
          from * size,
          size * (1 - 2 * from),
          target,
        );
        for (let i = 0; i < target; i += 1) {
          const [low = 0, count = 0] = spans.subarray(2 * i);
          expect(count).toBeGreaterThan(0);
          expect(low).toBeGreaterThanOrEqual(first);
          expect(low + count).toBeLessThanOrEqual(end);
          const sum = weights.subarray(taps * i, taps * (i + 1)).reduce((a, b) => a + b, 0);
          expect(sum).toBeCloseTo(1, 5);
        }
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(size);
      }),
    );
  });
});

describe('sourceRectangle', () => {
  const square = { width: 224, height: 224 };

  test('crops the longer sides evenly', () => {
    expect(sourceRectangle({ width: 640, height: 480 }, square, 'crop')).toEqual({
      x: 80,
      y: 0,
      width: 480,
      height: 480,
    });
    expect(sourceRectangle({ width: 300, height: 501 }, square, 'crop')).toEqual({
      x: 0,
      y: 100.5,
      width: 300,
      height: 300,
    });
  });

  test('keeps everything of a picture with the aspect of the target', () => {
    expect(sourceRectangle({ width: 30, height: 21 }, { width: 10, height: 7 }, 'crop')).toEqual({
      x: 0,
      y: 0,
      width: 30,
      height: 21,
    });
  });

  test('keeps everything when stretching', () => {
    expect(sourceRectangle({ width: 640, height: 480 }, square, 'stretch')).toEqual({
      x: 0,
      y: 0,
      width: 640,
      height: 480,
    });
  });
});

describe('resize (reference)', () => {
  test('agrees with the taps, and shows transparent pixels white', () => {
    const rgba = [0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 0, 51];
    const { data } = resize({ width: 3, height: 1, rgba }, { width: 3, height: 1 }, 'stretch');
    expect([...data]).toEqual([255, 255, 204, 255, 0, 204, 255, 0, 204]);
  });
});
