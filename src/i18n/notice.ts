/** The sentence for a code of an error or a notice. Knows no page. */
import { fill } from './format.ts';
import type { Language } from './format.ts';
import { messagesFor } from './catalogue.ts';

/** The catalogue's sentence for `code` with `values` in place, or a general one that names the code. */
export function noticeText(
  code: string,
  values: Readonly<Record<string, string | number>>,
  language: Language,
): string {
  const messages = messagesFor(language);
  const known: Readonly<Record<string, string>> = messages.notices;
  const text = Object.hasOwn(known, code) ? known[code] : undefined;
  return fill(text ?? messages.noticeUnknown, { code, ...values }, language);
}
