/** Refusals of shapes that do not fit, in words that name them. */
import { ShapeError } from '../../base/index.ts';
import { formatShape } from '../../math/index.ts';
import type { GpuBuffer } from '../memory.ts';

/** Throws ShapeError unless `actual` equals `expected`; `what` is the role, e.g. `output`. */
export function expectShape(
  operation: string,
  what: string,
  actual: readonly number[],
  expected: readonly number[],
): void {
  if (actual.length === expected.length && actual.every((n, i) => n === expected[i])) return;
  const shapes = `${formatShape(actual)} instead of ${formatShape(expected)}`;
  throw new ShapeError('shape-mismatch', `${operation}: ${what} is ${shapes}`, {
    operation,
    shapes,
  });
}

/** Throws ShapeError unless `buffer` has exactly `bytes` bytes; `what` is the role, e.g. `weights of 8 x 3 x 3 x 3`. */
export function expectBytes(
  operation: string,
  what: string,
  buffer: GpuBuffer,
  bytes: number,
): void {
  if (buffer.bytes === bytes) return;
  const sizes = `${String(buffer.bytes)} bytes instead of ${String(bytes)}`;
  throw new ShapeError('shape-mismatch', `${operation}: ${what} has ${sizes}`, {
    operation,
    shapes: sizes,
  });
}
