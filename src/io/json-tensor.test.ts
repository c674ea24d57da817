/** Numbers as JSON: complete, exact, and honest about what JSON cannot say. */
import { describe, expect, it } from 'vitest';
import { writeJsonTensor } from './json-tensor.ts';

const facts = { model: 'kawasemi-mini', layer: 'block3_conv2' };
const order = 'channel, row, column';

describe('writeJsonTensor', () => {
  it('tells where the numbers come from and keeps every one exactly', () => {
    const data = Float32Array.of(0, 0.1, -3.75, 1e-30, 3.4e38, -0.5);
    const text = writeJsonTensor({ facts, shape: [1, 2, 3], order, data }).join('');
    expect(JSON.parse(text)).toEqual({ ...facts, shape: [1, 2, 3], order, data: [...data] });
  });

  it('joins its pieces without a gap', () => {
    const data = Float32Array.from({ length: 40_000 }, (_, i) => i);
    const pieces = writeJsonTensor({ facts: {}, shape: [40_000], order: 'channel', data });
    expect(pieces.length).toBeGreaterThan(3);
    expect((JSON.parse(pieces.join('')) as { data: number[] }).data).toEqual([...data]);
  });

  it('writes null for what is not finite, and says so', () => {
    const data = Float32Array.of(1, Number.NaN, Number.NEGATIVE_INFINITY);
    const text = writeJsonTensor({ facts, shape: [3], order: 'channel', data }).join('');
    const parsed = JSON.parse(text) as { data: unknown; note: string };
    expect(parsed.data).toEqual([1, null, null]);
    expect(parsed.note).toContain('null');
  });

  it('refuses a shape that does not fit', () => {
    expect(() => writeJsonTensor({ facts, shape: [2], order, data: new Float32Array(3) })).toThrow(
      RangeError,
    );
  });
});
