/** What a person prefers everywhere: language and theme, kept in the browser. Knows no element. */
import { signal } from '../base/index.ts';
import { loadMessages } from '../i18n/index.ts';
import type { Language } from '../i18n/index.ts';
import type { ReadonlySignal } from '../base/index.ts';

/** `auto` follows the system. */
export type Theme = 'auto' | 'light' | 'dark';

/** The part of localStorage that is used; it may throw (private mode), which is ignored. */
export interface PreferenceStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const LANGUAGE_KEY = 'kawasemi.language';
const THEME_KEY = 'kawasemi.theme';

/** Language and theme as signals, with the browser's language as the default. */
export class Preferences {
  readonly #language = signal<Language>('en');
  readonly #theme = signal<Theme>('auto');
  readonly #store: PreferenceStore | null;

  constructor(store: PreferenceStore | null, browserLanguages: readonly string[]) {
    this.#store = store;
    const kept = this.#read(LANGUAGE_KEY);
    if (kept === 'en' || kept === 'ja') this.#language.value = kept;
    else this.#language.value = preferredLanguage(browserLanguages);
    const theme = this.#read(THEME_KEY);
    if (theme === 'light' || theme === 'dark') this.#theme.value = theme;
  }

  get language(): ReadonlySignal<Language> {
    return this.#language;
  }

  get theme(): ReadonlySignal<Theme> {
    return this.#theme;
  }

  /** Changes the language once its words are there; rejects, and stays as it was, when they cannot be fetched. */
  async setLanguage(language: Language): Promise<void> {
    await loadMessages(language);
    this.#language.value = language;
    this.#write(LANGUAGE_KEY, language);
  }

  setTheme(theme: Theme): void {
    this.#theme.value = theme;
    this.#write(THEME_KEY, theme);
  }

  #read(key: string): string | null {
    try {
      return this.#store?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  #write(key: string, value: string): void {
    try {
      this.#store?.setItem(key, value);
    } catch {
      // A store that refuses (private mode, full) only means that the choice is not kept.
    }
  }
}

/** The first language of the browser that the studio speaks, else English. */
export function preferredLanguage(browserLanguages: readonly string[]): Language {
  for (const tag of browserLanguages) {
    const base = tag.toLowerCase().split('-')[0];
    if (base === 'ja' || base === 'en') return base;
  }
  return 'en';
}
