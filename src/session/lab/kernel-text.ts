/** Kernels as the text of a link, and back. Knows no presets. */
import { number } from '../link-values.ts';
import type { LabKernel } from './lab-types.ts';

/** The largest kernel of the networks that can be loaded is 11 x 11. */
export const LARGEST_KERNEL = 15;
/** Between the slices of a kernel. */
export const SLICE_MARK = '/';
const DIGITS_OF_F32 = 9;

/** Cells parted by commas, rows by semicolons, slices by slashes. */
export function kernelText({ size: [rows, columns], values }: LabKernel): string {
  const texts = values.map(f32Text);
  const lines = Array.from({ length: texts.length / columns }, (_, line) =>
    texts.slice(line * columns, (line + 1) * columns).join(','),
  );
  return Array.from({ length: lines.length / rows }, (_, slice) =>
    lines.slice(slice * rows, (slice + 1) * rows).join(';'),
  ).join(SLICE_MARK);
}

/** What `kernelText` has written, with as many slices as expected; undefined for anything else. */
export function kernelValues(
  text: string,
  slices: number,
): Pick<LabKernel, 'size' | 'values'> | undefined {
  const parts = text
    .split(SLICE_MARK)
    .map((slice) => slice.split(';').map((row) => row.split(',')));
  const rows = parts[0]?.length ?? 0;
  const columns = parts[0]?.[0]?.length ?? 0;
  const isBox = parts.every(
    (slice) => slice.length === rows && slice.every((row) => row.length === columns),
  );
  if (!isBox || parts.length !== slices || Math.max(rows, columns) > LARGEST_KERNEL)
    return undefined;
  const values = parts.flat(2).map(f32);
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? { size: [rows, columns], values: known } : undefined;
}

/** The shortest number that is the same as f32. */
export function f32Text(value: number): string {
  for (let digits = 1; digits < DIGITS_OF_F32; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return String(short);
  }
  return String(Number(value.toPrecision(DIGITS_OF_F32)));
}

/** A number that is finite as f32. */
export function f32(text: string): number | undefined {
  const value = number(text);
  return value !== undefined && Number.isFinite(Math.fround(value)) ? value : undefined;
}
