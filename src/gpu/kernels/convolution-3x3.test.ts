import { expect, test } from 'vitest';
import { tileWidthFor } from './convolution-3x3.ts';

test('maps are covered with little waste', () => {
  const widths = [1, 4, 7, 8, 12, 14, 16, 28, 32, 56, 64, 112, 224];
  expect(widths.map(tileWidthFor)).toEqual([4, 4, 7, 8, 7, 7, 8, 7, 8, 8, 8, 8, 8]);
});
