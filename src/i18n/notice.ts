/** The sentence for a code of an error or a notice. Knows no page. */
import { fill, formatBytes } from './format.ts';
import type { Language } from './format.ts';
import { messagesFor } from './catalogue.ts';

const LONGEST_VALUE = 240;

/** The catalogue's sentence for `code` with `values` in place, or a general one that names the code. */
export function noticeText(
  code: string,
  values: Readonly<Record<string, string | number>>,
  language: Language,
): string {
  const messages = messagesFor(language);
  const known: Readonly<Record<string, string>> = messages.notices;
  // Some answers of a server have a sentence of their own: `weights-http-404`.
  const text = [`${code}-${values.status ?? ''}`, code]
    .filter((name) => Object.hasOwn(known, name))
    .map((name) => known[name])[0];
  const template = text ?? messages.noticeUnknown;
  const nothing = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, ''] as const);
  const short = Object.entries(values).map(
    ([name, value]) =>
      [name, isSize(name, value) ? formatBytes(value, language) : shorten(value)] as const,
  );
  const filled = { ...Object.fromEntries(nothing), code, ...Object.fromEntries(short) };
  return fill(template, filled, language);
}

function isSize(name: string, value: string | number): value is number {
  return name === 'bytes' && typeof value === 'number';
}

/** A data address may have a million letters; its ends tell enough. */
function shorten(value: string | number): string | number {
  if (typeof value === 'number' || value.length <= LONGEST_VALUE) return value;
  const half = LONGEST_VALUE / 2;
  return `${value.slice(0, half)}…${value.slice(-half)}`;
}
