/** A field for the number of a channel: what is typed is found on the grid. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { readChannel } from './channel-number.ts';
import { gridIcons } from './grid-icons.ts';

/** Fired by `<channel-search>`: a channel to be found; `done` when the person has finished typing. */
export class FindChannelEvent extends Event {
  readonly channel: number;
  readonly done: boolean;

  constructor(channel: number, done: boolean) {
    super('find-channel', { bubbles: true, composed: true });
    this.channel = channel;
    this.done = done;
  }
}

/** @fires find-channel */
@customElement('channel-search')
export class ChannelSearch extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        position: relative;
        display: block;
      }
      label {
        display: flex;
        align-items: center;
        gap: 6px;
        min-height: var(--hit);
        padding: 0 8px;
        border-radius: var(--radius);
        box-shadow: inset 0 0 0 1px var(--line);
        color: var(--ink-faint);
        cursor: text;
        transition: box-shadow var(--quick);
      }
      label:focus-within {
        outline: 2px solid var(--accent);
        outline-offset: 0;
      }
      input {
        width: 7ch;
        min-width: 0;
        padding: 0;
        border: 0;
        background: none;
        color: var(--ink);
      }
      :host([narrow]) input {
        width: 5ch;
      }
      input:focus-visible {
        outline: none;
      }
      input::placeholder {
        color: var(--ink-faint);
        opacity: 1;
      }
      label.wrong {
        box-shadow: inset 0 0 0 1px var(--bad);
      }
      .why {
        position: absolute;
        right: 0;
        bottom: calc(100% + 6px);
        z-index: 2;
        margin: 0;
        padding: 4px 8px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--floating);
        color: var(--ink);
        box-shadow: var(--shadow);
        font-size: var(--text-small);
        white-space: nowrap;
      }
      .why:empty {
        display: none;
      }
      @media (hover: hover) {
        label:hover {
          box-shadow: inset 0 0 0 1px var(--line-strong);
        }
      }
    `,
  ];

  /** Whether there is little room. */
  @property({ type: Boolean, reflect: true }) narrow = false;
  @state() private why = '';
  @query('input') private readonly input!: HTMLInputElement;

  override focus(options?: FocusOptions): void {
    this.input.focus(options);
    this.input.select();
  }

  protected override view(): unknown {
    const { search } = this.words.colour;
    const layer = this.session.selectedLayer.value;
    return html`<label class=${this.why ? 'wrong' : ''} title="${search.label} (/)">
        ${gridIcons.find}
        <input
          type="text"
          inputmode="numeric"
          autocomplete="off"
          spellcheck="false"
          enterkeyhint="search"
          aria-label=${search.label}
          aria-invalid=${this.why ? 'true' : nothing}
          aria-describedby="why"
          placeholder=${this.narrow && layer ? this.say(search.range, { last: layer.shape[0] - 1 }) : search.place}
          ?disabled=${!layer}
          @input=${() => this.#read(false)}
          @keydown=${this.#pressed}
          @blur=${() => (this.why = '')}
        />
      </label>
      <p class="why" id="why" role="status">${this.why}</p>`;
  }

  #read(done: boolean): void {
    const { search } = this.words.colour;
    const count = this.session.selectedLayer.peek()?.shape[0] ?? 0;
    const read = readChannel(this.input.value, count);
    const last = count - 1;
    switch (read.kind) {
      case 'nothing':
        this.why = '';
        return;
      case 'channel':
        this.why = '';
        this.dispatchEvent(new FindChannelEvent(read.channel, done));
        return;
      case 'none':
        this.why = this.say(search.none, { wanted: read.wanted, last });
        return;
      case 'not-a-number':
        this.why = this.say(search.notNumber, { last });
    }
  }

  #pressed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter') this.#read(true);
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.input.value = '';
    this.input.blur();
    this.session.point(null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'channel-search': ChannelSearch;
  }
  interface HTMLElementEventMap {
    'find-channel': FindChannelEvent;
  }
}
