/** The words of dreams, fetched when one is first seen: in all languages, so that switching waits for nothing. */
import type { Language } from './format.ts';
import type { DreamWords } from './words/dream/index.en.ts';

let loaded: Readonly<Record<Language, DreamWords>> | null = null;

/** Makes the words ready for `dreamWordsFor`. Rejects when they cannot be fetched. */
export async function loadDreamWords(): Promise<void> {
  if (loaded) return;
  const [{ dreamEn }, { dreamJa }] = await Promise.all([
    import('./words/dream/index.en.ts'),
    import('./words/dream/index.ja.ts'),
  ]);
  loaded = { en: dreamEn, ja: dreamJa };
}

/** The words of dreams in `language`, which must have been loaded. */
export function dreamWordsFor(language: Language): DreamWords {
  if (loaded) return loaded[language];
  throw new Error('The words of dreams are not loaded.');
}
