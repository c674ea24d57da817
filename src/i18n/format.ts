/** Numbers and values in words of a language. Knows no page. */

/** A language of the studio; its tag is also the one given to Intl. */
export type Language = 'en' | 'ja';

const SMALL = 1e-4;
const LARGE = 1e7;
const SIGNIFICANT_DIGITS = 5;

const cache = new Map<string, Intl.NumberFormat>();

function formatter(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  let found = cache.get(key);
  if (!found) {
    found = new Intl.NumberFormat(language, options);
    cache.set(key, found);
  }
  return found;
}

/** A count with separators: `14,714,688`. */
export function formatCount(value: number, language: Language): string {
  return formatter(language, { maximumFractionDigits: 0 }).format(value);
}

/** A measured value with five significant digits; very small and very large ones as powers of ten. */
export function formatValue(value: number, language: Language): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size === 0) return '0';
  const notation = size < SMALL || size >= LARGE ? 'scientific' : 'standard';
  return formatter(language, { maximumSignificantDigits: SIGNIFICANT_DIGITS, notation }).format(
    value,
  );
}

/** A probability (0..1) as a percentage with one decimal: `96.1%`. */
export function formatPercent(share: number, language: Language): string {
  return formatter(language, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(share);
}

/** Puts `values` in the places `{name}` of `text`; numbers in the language's way; unknown places stay. */
export function fill(
  text: string,
  values: Readonly<Record<string, string | number>>,
  language: Language,
): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    if (typeof value === 'string') return value;
    return Number.isInteger(value) ? formatCount(value, language) : formatValue(value, language);
  });
}
