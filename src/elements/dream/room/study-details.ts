/** Every number of the recipe, to be read and changed: fields made from its structure. What does not fit is said, and not taken. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { DreamRecipe } from '../../../math/dream/index.ts';
import { base, controls } from '../../styles/controls.ts';
import { icons } from '../../ui/icons.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import '../../ui/ui-select.ts';
import {
  MOST_NUMBERS,
  detailFields,
  detailsOf,
  isUsual,
  readNumber,
  readNumbers,
  typedNumber,
  withChoice,
  withEntry,
  withValue,
} from './detail-fields.ts';
import type { DetailEntry, DetailField, DetailPath } from './detail-fields.ts';
import type { Limit } from './detail-kinds.ts';
import { panelStyles } from './panel.styles.ts';
import { RoomElement } from './room-element.ts';

type NumberField = Extract<DetailField, { readonly kind: 'number' }>;
type NumbersField = Extract<DetailField, { readonly kind: 'numbers' }>;

@customElement('study-details')
export class StudyDetails extends RoomElement {
  static override styles = [
    base,
    controls,
    panelStyles,
    css`
      details {
        padding: 0 16px;
      }
      summary {
        min-height: 40px;
        padding: 10px 0;
        cursor: pointer;
      }
      summary h2 {
        display: inline;
        margin: 0;
      }
      summary span {
        margin-left: 8px;
        color: var(--pin);
        font-size: var(--text-small);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 8px;
        margin-bottom: 8px;
      }
      .fields,
      fieldset > div {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 4px;
        clear: both;
      }
      .fields {
        padding-bottom: 24px;
      }
      fieldset {
        min-width: 0;
        margin: 8px 0 0;
        padding: 6px 0 0;
        border: 0;
        border-top: 1px solid var(--line);
      }
      fieldset fieldset {
        margin: 4px 0 0 0;
        padding: 0 0 0 12px;
        border-top: 0;
        border-left: 1px solid var(--line);
      }
      legend {
        float: left;
        width: 100%;
        padding: 0;
        color: var(--ink);
        font-weight: 600;
      }
      .entry {
        display: flex;
        align-items: center;
        justify-content: space-between;
        font-weight: 400;
      }
      label.wide {
        display: block;
      }
      label.wide input {
        width: 100%;
      }
      .changed {
        color: var(--ink);
      }
      .changed::before {
        content: '';
        display: inline-block;
        width: 6px;
        height: 6px;
        margin-right: 6px;
        border-radius: 50%;
        background: var(--pin);
        vertical-align: middle;
      }
    `,
  ];

  /** What was wrong, by the path of its field. */
  @state() private wrong: ReadonlyMap<string, string> = new Map();

  protected override view(): unknown {
    const { details: words } = this.room;
    const recipe = this.dreams.study.recipe.value;
    const { details } = this.dreams.study.settings.value;
    const changed = Object.keys(details ?? {}).length;
    return html`<details>
      <summary>
        <h2>${words.title}</h2>
        ${changed > 0 ? html`<span>${this.say(words.changed, { n: changed })}</span>` : nothing}
      </summary>
      <div class="head">
        <p class="says">${words.says}</p>
        <button type="button" class="outlined" ?disabled=${changed === 0} @click=${this.#reset}>
          ${words.reset}
        </button>
      </div>
      <div class="fields">${detailFields(recipe).map((field) => this.#field(field))}</div>
    </details>`;
  }

  #field(field: DetailField): TemplateResult {
    switch (field.kind) {
      case 'number':
        return this.#number(field);
      case 'numbers':
        return this.#numbers(field);
      case 'flag':
        return html`<label class="check">
          <input
            type="checkbox"
            .checked=${field.value}
            @change=${() => this.#put(field.path, !field.value)}
          />
          ${this.#name(field)}
        </label>`;
      case 'choice':
        return html`<ui-select
          stacked
          label=${this.#word(field.name)}
          .options=${field.options.map((value) => ({ value, label: this.#option(value) }))}
          .value=${field.value}
          @choose=${({ value }: ChooseEvent) =>
            this.#take(withChoice(this.#recipe, field.path, value))}
        ></ui-select>`;
      case 'group':
        return html`<fieldset>
          <legend>${this.#name(field)}</legend>
          <div>${field.fields.map((part) => this.#field(part))}</div>
        </fieldset>`;
      case 'list':
        return this.#list(field);
    }
  }

  #list(field: Extract<DetailField, { readonly kind: 'list' }>): TemplateResult {
    const { details: words } = this.room;
    const name = this.#word(field.name);
    const adding = [
      { value: '', label: words.addShort },
      ...field.kinds.map((value) => ({ value, label: this.#option(value) })),
    ];
    return html`<fieldset>
      <legend>${this.#name(field)}</legend>
      <div>
        ${field.entries.length === 0 ? html`<p class="says">${words.none}</p>` : nothing}
        ${field.entries.map((entry) => this.#entry(entry))}
        <ui-select
          label=${this.say(words.add, { name })}
          label-unseen
          style="margin-left: -8px"
          .options=${adding}
          .value=${''}
          @choose=${({ value }: ChooseEvent) => {
            if (value) this.#take(withEntry(this.#recipe, field.path, value));
          }}
        ></ui-select>
      </div>
    </fieldset>`;
  }

  #entry({ path, name, fields }: DetailEntry): TemplateResult {
    const text = this.#option(name);
    const remove = this.say(this.room.details.remove, { name: text });
    return html`<fieldset>
      <legend class="entry">
        ${text}
        <button
          type="button"
          aria-label=${remove}
          title=${remove}
          @click=${() => this.#put(path, undefined)}
        >
          ${icons.close}
        </button>
      </legend>
      <div>${fields.map((part) => this.#field(part))}</div>
    </fieldset>`;
  }

  #number(field: NumberField): TemplateResult {
    return this.#typed(field, typedNumber(field.value), '', (text) => {
      const value = readNumber(text, field.limit);
      const { wrongWhole, wrongNumber } = this.room.details;
      return { value, why: field.limit.isWhole ? wrongWhole : wrongNumber };
    });
  }

  #numbers(field: NumbersField): TemplateResult {
    const text = field.value.map(typedNumber).join(', ');
    return this.#typed(field, text, 'wide', (typed) => ({
      value: readNumbers(typed, field.limit),
      why: this.room.details.wrongNumbers,
    }));
  }

  #typed(
    field: NumberField | NumbersField,
    text: string,
    kind: string,
    read: (text: string) => { readonly value: unknown; readonly why: string },
  ): TemplateResult {
    const key = field.path.join(' ');
    const wrong = this.wrong.get(key) ?? '';
    const id = key.replaceAll(' ', '-');
    const typed = ({ target }: Event): void => {
      if (!(target instanceof HTMLInputElement)) return;
      const { value, why } = read(target.value);
      this.#tell(key, value === null ? this.#why(why, field.name, field.limit) : '');
      if (value !== null) this.#put(field.path, value);
    };
    return html`<label class=${kind}>
        ${this.#name(field)}
        <input
          type="text"
          inputmode=${field.kind === 'number' ? 'decimal' : 'text'}
          autocomplete="off"
          spellcheck="false"
          aria-invalid=${wrong ? 'true' : 'false'}
          aria-describedby=${`wrong-${id}`}
          .value=${text}
          @change=${typed}
        />
      </label>
      <p class="wrong" id=${`wrong-${id}`} role="alert">${wrong}</p>`;
  }

  #name({ path, name }: DetailField): TemplateResult {
    const { layer, recipe } = this.dreams.study.settings.value;
    const usual = this.dreams.recipeFor(recipe, layer);
    return isUsual(this.#recipe, usual, path)
      ? html`<span>${this.#word(name)}</span>`
      : html`<span class="changed" title=${this.room.details.changedMark}
          >${this.#word(name)}<span class="unseen"> (${this.room.details.changedMark})</span></span
        >`;
  }

  #why(text: string, name: string, { least, most }: Limit): string {
    const field = this.#word(name);
    const limits = { field, least: typedNumber(least), most: typedNumber(most) };
    return this.say(text, { ...limits, count: MOST_NUMBERS });
  }

  #tell(key: string, text: string): void {
    const wrong = new Map(this.wrong);
    if (text) wrong.set(key, text);
    else wrong.delete(key);
    this.wrong = wrong;
  }

  get #recipe(): DreamRecipe {
    return this.dreams.study.recipe.peek();
  }

  #put(path: DetailPath, value: unknown): void {
    this.#take(withValue(this.#recipe, path, value));
  }

  #take(recipe: DreamRecipe): void {
    const { layer, recipe: id, count } = this.dreams.study.settings.peek();
    const details = detailsOf(recipe, this.dreams.recipeFor(id, layer));
    // Octaves are grown one picture at a time.
    const isSingle = recipe.octaves !== null && count > 1;
    this.change({ details, ...(isSingle && { count: 1 }) });
  }

  readonly #reset = (): void => {
    this.wrong = new Map();
    this.change({ details: null });
  };

  #word(name: string): string {
    const words: Readonly<Record<string, string>> = this.room.details.fields;
    return words[name] ?? name;
  }

  #option(name: string): string {
    const words: Readonly<Record<string, string>> = this.room.details.options;
    return words[name] ?? name;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'study-details': StudyDetails;
  }
}
