/** Small numbers as people write them: with a power of ten. */

/** A space at which no line ends. */
const UNBROKEN = '\u00a0';
const DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number from 0: `10⁻³`, `2.4 × 10⁻⁵`, `0`. */
export function powerText(value: number): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return String(value);
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e');
  const power = `10${superscript(Number(exponent))}`;
  return mantissa === '1.0' ? power : `${mantissa}${UNBROKEN}×${UNBROKEN}${power}`;
}

function superscript(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), (digit) => DIGITS[Number(digit)] ?? '');
  return (exponent < 0 ? '⁻' : '') + digits.join('');
}
