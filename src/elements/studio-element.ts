/** Base of every view: finds session and preferences by context and re-renders on the signals it reads. */
import { ContextConsumer } from '@lit/context';
import { LitElement } from 'lit';
import { fill, messagesFor } from '../i18n/index.ts';
import type { Language, Messages } from '../i18n/index.ts';
import type { Bilingual, Preferences, SessionFace } from '../session/index.ts';
import { preferencesContext, sessionContext } from './contexts.ts';
import { SignalsController } from './controllers/signals.ts';

/** A view of the session. Subclasses implement `view` in place of `render`. */
export abstract class StudioElement extends LitElement {
  readonly #signals = new SignalsController(this);
  readonly #session = new ContextConsumer(this, { context: sessionContext });
  readonly #preferences = new ContextConsumer(this, { context: preferencesContext });

  /** What the element shows; signals read here (and in `this.words`, `this.language`) are followed. */
  protected abstract view(): unknown;

  protected override render(): unknown {
    return this.#signals.track(() => this.view());
  }

  protected get session(): SessionFace {
    return provided(this.#session.value, 'session', this);
  }

  protected get preferences(): Preferences {
    return provided(this.#preferences.value, 'preferences', this);
  }

  protected get language(): Language {
    return this.preferences.language.value;
  }

  protected get words(): Messages {
    return messagesFor(this.language);
  }

  /** A text of the catalogue with `values` in its places. */
  protected say(text: string, values: Readonly<Record<string, string | number>>): string {
    return fill(text, values, this.language);
  }

  /** The text in the present language. */
  protected inLanguage(text: Bilingual): string {
    return text[this.language];
  }
}

function provided<T>(value: T | undefined, name: string, element: Element): T {
  if (value === undefined) {
    throw new Error(`<${element.localName}> found no ${name}: place it inside <studio-app>.`);
  }
  return value;
}
