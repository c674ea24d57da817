/** Which catalogue belongs to which language. */
import type { Language } from './format.ts';
import { en } from './messages.en.ts';
import type { Messages } from './messages.en.ts';
import { ja } from './messages.ja.ts';

const CATALOGUES: Readonly<Record<Language, Messages>> = { en, ja };

/** All words in `language`. */
export function messagesFor(language: Language): Messages {
  return CATALOGUES[language];
}
