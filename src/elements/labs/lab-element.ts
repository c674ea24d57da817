/** Base of every part of a lab: finds the lab and the preferences by context and re-renders on the signals it reads. No session. */
import { ContextConsumer, createContext } from '@lit/context';
import { LitElement } from 'lit';
import { fill, labWordsFor, noticeText } from '../../i18n/index.ts';
import type { LabWords, Language } from '../../i18n/index.ts';
import type { Bilingual, LabFace, LabProblem, Preferences } from '../../session/index.ts';
import { preferencesContext } from '../contexts.ts';
import { SignalsController } from '../controllers/signals.ts';

/** The lab that the elements show and command. */
export const labContext = createContext<LabFace>('kawasemi.lab');

/** A part of a lab. Subclasses implement `view` in place of `render`. */
export abstract class LabElement extends LitElement {
  readonly #signals = new SignalsController(this);
  readonly #lab = new ContextConsumer(this, { context: labContext });
  readonly #preferences = new ContextConsumer(this, { context: preferencesContext });

  /** What the element shows; signals read here (and in `this.words`, `this.language`) are followed. */
  protected abstract view(): unknown;

  protected override render(): unknown {
    return this.#signals.track(() => this.view());
  }

  protected get lab(): LabFace {
    return provided(this.#lab.value, 'lab', this);
  }

  protected get preferences(): Preferences {
    return provided(this.#preferences.value, 'preferences', this);
  }

  protected get language(): Language {
    return this.preferences.language.value;
  }

  protected get words(): LabWords {
    return labWordsFor(this.language);
  }

  /** A text of the catalogue with `values` in its places. */
  protected say(text: string, values: Readonly<Record<string, string | number>>): string {
    return fill(text, values, this.language);
  }

  /** What went wrong, in words. */
  protected problemText({ code, values }: LabProblem): string {
    const problems: Readonly<Record<string, string>> = this.words.page.problems;
    const text = problems[code];
    return text === undefined ? noticeText(code, values, this.language) : this.say(text, values);
  }

  /** The text in the present language. */
  protected inLanguage(text: Bilingual): string {
    return text[this.language];
  }
}

function provided<T>(value: T | undefined, name: string, element: Element): T {
  if (value === undefined) {
    throw new Error(`<${element.localName}> found no ${name}: place it inside <lab-page>.`);
  }
  return value;
}
