/** Receptive fields against the published numbers of VGG-16 and against marking by hand. */
import { describe, expect, test } from 'vitest';
import { receptiveFields } from './receptive-field.ts';
import type { SlidingWindow } from './receptive-field.ts';

const CONVOLUTION = { window: 3, stride: 1 };
const POOL = { window: 2, stride: 2 };
const VGG16 = [2, 2, 3, 3, 3].flatMap((n) => [...Array<SlidingWindow>(n).fill(CONVOLUTION), POOL]);

describe('receptiveFields', () => {
  test('of the convolutions and poolings of VGG-16', () => {
    expect(receptiveFields(VGG16).map(({ size }) => size)).toEqual([
      3, 5, 6, 10, 14, 16, 24, 32, 40, 44, 60, 76, 92, 100, 132, 164, 196, 212,
    ]);
    expect(receptiveFields(VGG16).map(({ jump }) => jump)).toEqual([
      1, 1, 2, 2, 2, 4, 4, 4, 4, 8, 8, 8, 8, 16, 16, 16, 16, 32,
    ]);
  });

  test.each<{ readonly windows: readonly SlidingWindow[] }>([
    { windows: [{ window: 1, stride: 1 }] },
    { windows: [{ window: 7, stride: 2 }, POOL] },
    { windows: [CONVOLUTION, { window: 3, stride: 2, dilation: 2 }, { window: 5, stride: 3 }] },
  ])('equals the pixels counted backwards through $windows', ({ windows }) => {
    const field = receptiveFields(windows).at(-1);
    const first = pixelsSeenBy(windows, 0);
    const second = pixelsSeenBy(windows, 1);
    expect(field?.size).toBe(Math.max(...first) - Math.min(...first) + 1);
    expect(field?.jump).toBe(Math.min(...second) - Math.min(...first));
  });
});

/** Along one axis without padding: every pixel that has a path to the unit. */
function pixelsSeenBy(windows: readonly SlidingWindow[], unit: number): readonly number[] {
  return windows.reduceRight<readonly number[]>(
    (cells, { window, stride, dilation = 1 }) =>
      cells.flatMap((cell) =>
        Array.from({ length: window }, (_, tap) => cell * stride + tap * dilation),
      ),
    [unit],
  );
}
