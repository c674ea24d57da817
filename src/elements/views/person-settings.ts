/** Language and theme. */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Theme } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { icons } from '../ui/icons.ts';
import type { ChooseEvent } from '../ui/ui-select.ts';
import '../ui/ui-segments.ts';

const LANGUAGES = [
  { value: 'en', label: 'English', text: 'EN', lang: 'en' },
  { value: 'ja', label: '日本語', text: '日本語', lang: 'ja' },
];
const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

/** `stacked`: one below the other, with labels. */
@customElement('person-settings')
export class PersonSettings extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        gap: 12px;
      }
      :host([stacked]) {
        flex-direction: column;
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) stacked = false;

  protected override view(): unknown {
    const { settings } = this.words;
    return html`<ui-segments
        label=${settings.language}
        ?stacked=${this.stacked}
        .segments=${LANGUAGES}
        .value=${this.language}
        @choose=${this.#languageChosen}
      ></ui-segments>
      <ui-segments
        label=${settings.theme}
        ?stacked=${this.stacked}
        .segments=${THEMES.map((value) => ({
          value,
          label: settings.themes[value],
          icon: icons[value],
        }))}
        .value=${this.preferences.theme.value}
        @choose=${this.#themeChosen}
      ></ui-segments>`;
  }

  #languageChosen({ value }: ChooseEvent): void {
    if (value === 'en' || value === 'ja') void this.preferences.setLanguage(value);
  }

  #themeChosen({ value }: ChooseEvent): void {
    const theme = THEMES.find((known) => known === value);
    if (theme) this.preferences.setTheme(theme);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'person-settings': PersonSettings;
  }
}
