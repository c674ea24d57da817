/** Numbers as short as a small cell needs them. Knows no language: a point for decimals, nothing between thousands. */

const MOST_DECIMALS = 3;
const MINUS = '\u2212';
/** Below this a number is written as a power of ten, as it would read 0 otherwise. */
const SMALLEST = 0.0005;

/** At most `digits` significant digits where there are decimals; whole numbers whole. */
export function shortNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return '';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  const text = Number.isInteger(value) ? String(value) : written(value, digits);
  return text.replaceAll('-', MINUS);
}

/** What a person typed, also with a comma or a minus sign of print; NaN where it is no number. */
export function typedNumber(text: string): number {
  const plain = text.trim().replaceAll(MINUS, '-').replace(',', '.');
  return plain === '' ? NaN : Number(plain);
}

function written(value: number, digits: number): string {
  const size = Math.abs(value);
  if (size < SMALLEST) return value.toExponential(0);
  const whole = Math.max(1, Math.floor(Math.log10(size)) + 1);
  const decimals = Math.max(0, Math.min(MOST_DECIMALS, digits - whole));
  const text = value.toFixed(decimals);
  return decimals > 0 ? text.replace(/\.?0+$/, '') : text;
}
