/** Numbers and values in words of a language. Knows no page. */

/** A language of the studio; its tag is also the one given to Intl. */
export type Language = 'en' | 'ja';

const SMALL = 1e-4;
const LARGE = 1e7;
const SIGNIFICANT_DIGITS = 5;
const KILO = 1000;
const DIGITS_PER_STEP = 3;
const BYTE_UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const;
const SECONDS_PER_MINUTE = 60;
const HUNDRED = 100;

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

/** A measured time or rate with three significant digits: `0.160`, `97.9`, `9,800`. */
export function formatMeasured(value: number, language: Language): string {
  const digits = { minimumSignificantDigits: 3, maximumSignificantDigits: 3 };
  return formatter(language, digits).format(value);
}

/** A probability (0..1) as a percentage with one decimal: `96.1%`. */
export function formatPercent(share: number, language: Language): string {
  return formatter(language, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(share);
}

/** Bytes in the unit that fits (1 MB is 10^6 bytes): `640 kB`, `1.9 MB`, `58.9 MB`, `494 MB`, `2.1 GB`. */
export function formatBytes(bytes: number, language: Language): string {
  const steps = Math.floor(Math.log10(Math.max(bytes, 1)) / DIGITS_PER_STEP);
  const step = Math.min(Math.max(steps, 1), BYTE_UNITS.length);
  const value = bytes / KILO ** step;
  const digits = step > 1 && value < HUNDRED ? 1 : 0;
  return formatter(language, {
    style: 'unit',
    unit: BYTE_UNITS[step - 1] ?? 'kilobyte',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** A stretch of time that is guessed at: `8 sec`, `3 min`. */
export function formatDuration(seconds: number, language: Language): string {
  const whole = Math.ceil(seconds);
  const isShort = whole < SECONDS_PER_MINUTE;
  return formatter(language, {
    style: 'unit',
    unit: isShort ? 'second' : 'minute',
    maximumFractionDigits: 0,
  }).format(isShort ? whole : whole / SECONDS_PER_MINUTE);
}

/** A share (0..1) as whole percent; only all of it is 100: `34%`. */
export function formatShare(share: number, language: Language): string {
  const percent = Math.floor(share * HUNDRED);
  return formatter(language, { style: 'percent', maximumFractionDigits: 0 }).format(
    percent / HUNDRED,
  );
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
