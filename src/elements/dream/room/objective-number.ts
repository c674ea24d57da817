/** Values of an objective in few digits. Knows no dream. */
import { formatMeasured, formatValue } from '../../../i18n/index.ts';
import type { Language } from '../../../i18n/index.ts';

/** What is smaller than this would be mostly zeros. */
const SMALL = 1e-3;

/** `12.3`, `-0.0450`, `1.2E-5`, with a true minus sign. */
export function objectiveNumber(value: number, language: Language): string {
  const size = Math.abs(value);
  const text =
    Number.isFinite(value) && size >= SMALL
      ? formatMeasured(value, language)
      : formatValue(Number.isFinite(value) ? Number(value.toPrecision(2)) : value, language);
  return text.replaceAll('-', '\u2212');
}
