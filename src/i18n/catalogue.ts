/** The words of a language, fetched when that language is first wanted: nobody needs both at once. */
import type { Language } from './format.ts';
import type { Messages } from './messages.en.ts';

const loaded = new Map<Language, Messages>();

async function fetchMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./messages.en.ts')).en;
    case 'ja':
      return (await import('./messages.ja.ts')).ja;
    default:
      return language satisfies never;
  }
}

/** Makes the words of a language ready for `messagesFor`. Rejects when they cannot be fetched. */
export async function loadMessages(language: Language): Promise<void> {
  if (!loaded.has(language)) loaded.set(language, await fetchMessages(language));
}

/** All words in `language`, which must have been loaded. */
export function messagesFor(language: Language): Messages {
  const messages = loaded.get(language);
  if (messages) return messages;
  throw new Error(`The words of ${language} are not loaded.`);
}
