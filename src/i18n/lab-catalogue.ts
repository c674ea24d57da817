/** The words of the labs, fetched when a lab is first opened: in all languages, so that switching waits for nothing. */
import type { Language } from './format.ts';
import type { LabWords } from './words/lab/index.en.ts';

let loaded: Readonly<Record<Language, LabWords>> | null = null;

/** Makes the words ready for `labWordsFor`. Rejects when they cannot be fetched. */
export async function loadLabWords(): Promise<void> {
  if (loaded) return;
  const [{ labEn }, { labJa }] = await Promise.all([
    import('./words/lab/index.en.ts'),
    import('./words/lab/index.ja.ts'),
  ]);
  loaded = { en: labEn, ja: labJa };
}

/** The words of the labs in `language`, which must have been loaded. */
export function labWordsFor(language: Language): LabWords {
  if (loaded) return loaded[language];
  throw new Error('The words of the labs are not loaded.');
}
