/** Classes by name: what is typed narrows the list down, arrows walk it, Enter chooses. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { base, controls } from '../../styles/controls.ts';
import { findClasses } from './find-classes.ts';
import { panelStyles } from './panel.styles.ts';
import { RoomElement } from './room-element.ts';
import { roomIcons } from './room-icons.ts';

/** More would be scrolled through rather than typed for. */
const MOST = 40;

@customElement('class-search')
export class ClassSearch extends RoomElement {
  static override styles = [
    base,
    controls,
    panelStyles,
    css`
      .field {
        position: relative;
        display: block;
      }
      .field svg {
        position: absolute;
        left: 8px;
        top: calc(50% - 8px);
        color: var(--ink-faint);
        pointer-events: none;
      }
      input[type='text'] {
        width: 100%;
        padding-left: 30px;
      }
      input::placeholder {
        color: var(--ink-faint);
        opacity: 1;
      }
      ul {
        max-height: 220px;
        margin: 4px 0 0;
        padding: 4px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--floating);
        list-style: none;
        scrollbar-width: thin;
      }
      li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        min-height: var(--hit);
        padding: 2px 8px;
        border-radius: 4px;
        cursor: pointer;
      }
      li[aria-selected='true'] {
        background: var(--accent-tint);
      }
      li.current {
        font-weight: 600;
      }
      li span {
        color: var(--ink-faint);
        font-size: var(--text-tiny);
      }
      .says {
        margin-top: 4px;
      }
    `,
  ];

  @state() private text = '';
  @state() private isOpen = false;
  /** The option that the keys are at. */
  @state() private at = 0;
  @query('input') private readonly input!: HTMLInputElement;

  protected override view(): unknown {
    const { study: words } = this.room;
    const names = this.dreams.classNames.value;
    if (names.length === 0) return nothing;
    const { layer, channel } = this.dreams.study.settings.value;
    const chosen = this.classNameOf(layer, channel);
    const found = this.#found();
    const shown = found.slice(0, MOST);
    return html`<label for="search">${words.classes}</label>
      <span class="field">
        ${roomIcons.find}
        <input
          id="search"
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          aria-expanded=${this.isOpen}
          aria-controls="classes"
          aria-autocomplete="list"
          aria-activedescendant=${this.isOpen && shown.length > 0 ? `class-${this.at}` : nothing}
          placeholder=${chosen ?? this.say(words.classesPlace, { n: names.length })}
          .value=${this.text}
          @focus=${this.#opened}
          @blur=${this.#closed}
          @input=${this.#typed}
          @keydown=${this.#pressed}
        />
      </span>
      ${this.isOpen ? this.#list(shown, channel, chosen !== null) : nothing}
      ${
        this.isOpen && found.length > MOST
          ? html`<p class="says">${this.say(words.moreClasses, { n: found.length - MOST })}</p>`
          : nothing
      }
      <p class="says" role="status" ?hidden=${!this.isOpen || found.length > 0}>
        ${found.length === 0 ? this.say(words.noClass, { text: this.text }) : nothing}
      </p>`;
  }

  protected override updated(): void {
    this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  #list(shown: readonly number[], channel: number, isClass: boolean): TemplateResult {
    const names = this.dreams.classNames.value;
    return html`<ul
      id="classes"
      role="listbox"
      aria-label=${this.room.study.classes}
      ?hidden=${shown.length === 0}
    >
      ${shown.map((index, at) => {
        const name = names[index];
        return html`<li
          id="class-${at}"
          role="option"
          class=${isClass && index === channel ? 'current' : ''}
          aria-selected=${at === this.at}
          @pointerdown=${(event: Event) => event.preventDefault()}
          @click=${() => this.#choose(index)}
        >
          ${name ? this.inLanguage(name) : index}<span class="number">${index}</span>
        </li>`;
      })}
    </ul>`;
  }

  #found(): readonly number[] {
    return findClasses(this.dreams.classNames.value, this.text);
  }

  readonly #opened = (): void => {
    this.isOpen = true;
    this.at = 0;
  };

  readonly #closed = (): void => {
    this.isOpen = false;
    this.text = '';
  };

  readonly #typed = (): void => {
    this.text = this.input.value;
    this.isOpen = true;
    this.at = 0;
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const count = Math.min(MOST, this.#found().length);
    switch (event.key) {
      case 'ArrowDown':
        this.at = Math.min(count - 1, this.at + 1);
        break;
      case 'ArrowUp':
        this.at = Math.max(0, this.at - 1);
        break;
      case 'Enter': {
        const index = this.#found()[this.at];
        if (index !== undefined) this.#choose(index);
        break;
      }
      case 'Escape':
        this.input.blur();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  #choose(index: number): void {
    const last = this.dreams.layers.peek().at(-1);
    this.input.blur();
    if (last) this.change({ layer: last.name, channel: index, what: 'channel', other: null });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'class-search': ClassSearch;
  }
}
