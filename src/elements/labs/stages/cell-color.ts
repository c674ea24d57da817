/** The colour of a signed number as the background of a cell, with ink that can be read on it. */
import { colorAt, inkOn, signedShare } from '../../weights/data-colors.ts';

/** For `styleMap`. */
export function signedCell(
  value: number,
  largest: number,
): { readonly background: string; readonly color: string } {
  const color = colorAt('blue-red', signedShare(value, largest));
  return { background: `rgb(${color.join(' ')})`, color: inkOn(color) };
}

/** The largest size of some numbers. */
export function largestOf(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}
