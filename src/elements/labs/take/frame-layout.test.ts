/** The drawing of a lab: nothing overlaps, everything is on it, cells are whole pixels. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rectangle } from '../../../math/index.ts';
import { layOutFrame } from './frame-layout.ts';

const PLAIN = {
  input: [1, 64, 64],
  output: [1, 62, 62],
  geometry: { kernel: [3, 3], before: [0, 0], after: [0, 0] },
  lines: 3,
  scale: 1,
} as const;

const bottom = ({ y, height }: Rectangle): number => y + height;
const right = ({ x, width }: Rectangle): number => x + width;

describe('layOutFrame', () => {
  it('draws a cell of the input as large as one of the output', () => {
    const { input, output, cell } = layOutFrame(PLAIN);
    expect(cell).toBe(4);
    expect(input.width).toBe(64 * 4);
    expect(output.height).toBe(62 * 4);
  });

  it('has room for what is beyond the border', () => {
    const geometry = { kernel: [5, 5], before: [4, 4], after: [4, 4] } as const;
    const { input, cell } = layOutFrame({ ...PLAIN, output: [1, 68, 68], geometry });
    expect(input.width).toBe(72 * cell);
  });

  it('keeps cells whole pixels at twice the size, and large pictures within their room', () => {
    expect(layOutFrame({ ...PLAIN, input: [1, 50, 100], scale: 2 }).cell * 2).toBe(5);
    const large = layOutFrame({ ...PLAIN, input: [3, 512, 512], output: [3, 510, 510] });
    expect(large.input.width).toBeLessThanOrEqual(large.column);
  });

  it('lets nothing overlap and nothing stand outside', () => {
    const side = fc.integer({ min: 1, max: 256 });
    const pad = fc.integer({ min: 0, max: 10 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 11 }), pad, (height, width, k, p) => {
        const layout = layOutFrame({
          ...PLAIN,
          input: [3, height, width],
          output: [3, width, height],
          geometry: { kernel: [k, k], before: [p, p], after: [p, p] },
        });
        const { input, kernel, output, around, products, beside } = layout;
        for (const row of [
          [input, kernel, output],
          [around, products, beside],
        ] as const) {
          row.forEach((box, index) => {
            const left = layout.columns[index] ?? 0;
            expect(box.x).toBeGreaterThanOrEqual(left - 1);
            expect(right(box)).toBeLessThanOrEqual(left + layout.column + 1);
          });
        }
        const upper = Math.max(...[input, kernel, output].map(bottom));
        const lower = Math.min(...[around, products, beside].map(({ y }) => y));
        expect(layout.names[0]).toBeLessThan(Math.min(input.y, kernel.y, output.y));
        expect(layout.names[1]).toBeGreaterThan(upper);
        expect(layout.names[1]).toBeLessThan(lower);
        expect(layout.sum).toBeGreaterThan(Math.max(...[around, products, beside].map(bottom)));
        expect(layout.facts.at(-1)).toBeLessThan(layout.height);
        expect(layout.facts[0]).toBeGreaterThan(layout.sum);
      }),
    );
  });
});
