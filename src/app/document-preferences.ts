/** Carries language and theme to the document: its `lang`, its title, its `data-theme`. */
import { effect } from '../base/index.ts';
import { messagesFor } from '../i18n/index.ts';
import type { Preferences } from '../session/index.ts';

/** Keeps `root` in step with `preferences` until the returned function is called. */
export function applyPreferences(preferences: Preferences, root: Document): () => void {
  return effect(() => {
    const language = preferences.language.value;
    const theme = preferences.theme.value;
    root.documentElement.lang = language;
    root.title = messagesFor(language).title;
    if (theme === 'auto') delete root.documentElement.dataset.theme;
    else root.documentElement.dataset.theme = theme;
  });
}
