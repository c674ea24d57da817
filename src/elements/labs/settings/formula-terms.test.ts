/** The formula with its numbers put in gives the size that the kernels give. */
import { describe, expect, it } from 'vitest';
import { paddedOutput, paddingFor } from '../../../math/index.ts';
import type { PaddedGeometry, Shape3 } from '../../../math/index.ts';
import { convolutionFormula, formulaLine, poolFormula } from './formula-terms.ts';
import type { SizeFormula } from './formula-terms.ts';

function geometryOf(size: number, stride: number, dilation: number): PaddedGeometry {
  const [before, after] = paddingFor('same', size, dilation, false);
  return {
    kernel: [size, size],
    stride: [stride, stride],
    dilation: [dilation, dilation],
    before: [before, before],
    after: [after, after],
    padding: 'constant',
    value: 0,
  };
}

/** What the line says, computed as it is written. */
function valueOf(formula: SizeFormula, axis: 0 | 1): number {
  const [left = ''] = formulaLine(formula, axis).split(' = ');
  const [, above = '', stride = '1'] = /^⌊\((.*)\) \/ (\d+)⌋ \+ 1$/.exec(left) ?? [];
  const plus = above.replace('·(', ' * ( ').replaceAll('−', '-');
  const parts = /^(\d+) \+ (\d+) \+ (\d+) - (\d+) \* \( (\d+) - 1\) - 1$/.exec(plus);
  if (parts) {
    const [, n, p, q, d, k] = parts.map(Number) as [number, ...number[]];
    const room = (n ?? 0) + (p ?? 0) + (q ?? 0) - (d ?? 0) * ((k ?? 0) - 1) - 1;
    return Math.floor(room / Number(stride)) + 1;
  }
  const [n = 0, k = 0] = plus.split(' - ').map(Number);
  return Math.floor((n - k) / Number(stride)) + 1;
}

describe('convolutionFormula', () => {
  it('writes the numbers of now', () => {
    const input: Shape3 = [1, 64, 48];
    const geometry = geometryOf(3, 1, 1);
    const formula = convolutionFormula(input, paddedOutput(input, 1, geometry), geometry);
    expect(formulaLine(formula, 0)).toBe('⌊(64 + 1 + 1 − 1·(3 − 1) − 1) / 1⌋ + 1 = 64');
    expect(formula.isSquare).toBe(false);
    expect(formula.output.along).toEqual([64, 48]);
  });

  it('agrees with the kernels, and counts what is left over', () => {
    const input: Shape3 = [1, 13, 20];
    for (const size of [1, 2, 3, 4, 5]) {
      for (const stride of [1, 2, 3, 4]) {
        for (const dilation of [1, 2, 3]) {
          const geometry = geometryOf(size, stride, dilation);
          const output = paddedOutput(input, 1, geometry);
          const formula = convolutionFormula(input, output, geometry);
          expect([valueOf(formula, 0), valueOf(formula, 1)]).toEqual(output.slice(1));
          const reach = (output[1] - 1) * stride + dilation * (size - 1) + 1;
          const room = input[1] + geometry.before[0] + geometry.after[0];
          expect(formula.left[0]).toBe(room - reach);
        }
      }
    }
  });
});

describe('poolFormula', () => {
  it('leaves out what does not fit', () => {
    const none = { before: [0, 0], after: [0, 0], dilation: [1, 1] } as const;
    const formula = poolFormula([3, 7, 7], [3, 3, 3], { kernel: [2, 2], stride: [2, 2], ...none });
    expect(formulaLine(formula, 0)).toBe('⌊(7 − 2) / 2⌋ + 1 = 3');
    expect(valueOf(formula, 1)).toBe(3);
    expect(formula.left).toEqual([1, 1]);
    expect(formula.isSquare).toBe(true);
  });
});
