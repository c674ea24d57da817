/** How it grows: by whose recipe, and from which seed. */
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { base, controls } from '../../styles/controls.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import '../../ui/ui-select.ts';
import { readNumber } from './detail-fields.ts';
import { panelStyles } from './panel.styles.ts';
import { RoomElement } from './room-element.ts';

/** Seeds are told apart up to here. */
const MOST_SEED = 999_999_999;

@customElement('study-how')
export class StudyHow extends RoomElement {
  static override styles = [
    base,
    controls,
    panelStyles,
    css`
      input[type='text'] {
        width: 8em;
      }
    `,
  ];

  @state() private wrong = '';

  protected override view(): unknown {
    const { study: words, recipes } = this.room;
    const { dreams } = this;
    const { recipe, seed } = dreams.study.settings.value;
    const named = recipes as Readonly<
      Record<string, { readonly name: string; readonly says: string }>
    >;
    return html`<div class="section" role="group" aria-labelledby="how">
      <h2 id="how">${words.how}</h2>
      <ui-select
        stacked
        label=${words.recipe}
        .options=${dreams.recipes.map((id) => ({ value: id, label: named[id]?.name ?? id }))}
        .value=${recipe}
        @choose=${this.#recipeChosen}
      ></ui-select>
      <p class="says">${named[recipe]?.says}</p>
      <label>
        ${words.seed}
        <input
          type="text"
          inputmode="numeric"
          autocomplete="off"
          aria-invalid=${this.wrong ? 'true' : 'false'}
          aria-describedby="wrong"
          .value=${String(seed)}
          @change=${this.#typed}
        />
      </label>
      <p class="wrong" id="wrong" role="alert">${this.wrong}</p>
    </div>`;
  }

  readonly #recipeChosen = ({ value }: ChooseEvent): void => {
    const { study } = this.dreams;
    // Octaves are grown one picture at a time.
    const isSingle = this.dreams.recipeFor(value, study.settings.peek().layer).octaves !== null;
    this.change({ recipe: value, details: null, ...(isSingle && { count: 1 }) });
  };

  readonly #typed = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement)) return;
    const seed = readNumber(target.value, { least: 0, most: MOST_SEED, isWhole: true });
    this.wrong =
      seed === null ? this.say(this.room.study.wrongSeed, { most: String(MOST_SEED) }) : '';
    if (seed !== null) this.change({ seed });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'study-how': StudyHow;
  }
}
