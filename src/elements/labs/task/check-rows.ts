/** Rows of a check of gradients: how far each is off, and which are worth showing. Knows no page. */
import type { LabCheck } from '../../../session/index.ts';

/** Largest relative error at which gradients count as right. */
export const ALLOWED = 1e-3;

/** A row of a check with its error, relative to the largest gradient of its kind. */
export type ComparedRow = LabCheck['rows'][number] & { readonly off: number };

/** Every row with its error. */
export function compared(rows: LabCheck['rows']): readonly ComparedRow[] {
  const largest = { input: 0, kernel: 0 };
  for (const { of, gradient } of rows) largest[of] = Math.max(largest[of], Math.abs(gradient));
  return rows.map((row) => {
    const error = Math.abs(row.gradient - row.difference);
    return { ...row, off: error === 0 ? 0 : error / (largest[row.of] || 1) };
  });
}

/** The `count` that are furthest off, or else have the largest gradients, of input and kernel in equal parts where there are both. */
export function worstOf(rows: readonly ComparedRow[], count: number): readonly ComparedRow[] {
  const sorted = [...rows].sort(
    (one, other) => other.off - one.off || Math.abs(other.gradient) - Math.abs(one.gradient),
  );
  const input = sorted.filter(({ of }) => of === 'input');
  const kernel = sorted.filter(({ of }) => of === 'kernel');
  const kernels = Math.min(kernel.length, Math.max(Math.floor(count / 2), count - input.length));
  return [...input.slice(0, count - kernels), ...kernel.slice(0, kernels)];
}
