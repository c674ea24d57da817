/** What floats beside a tile that is pointed at or has the focus: its dream enlarged, and what is known of it. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DreamPlace } from '../../../session/index.ts';
import { base } from '../../styles/controls.ts';
import './dream-picture.ts';
import { objectiveNumber } from './objective-number.ts';
import { RoomElement } from './room-element.ts';

const GAP = 12;

/** Where a note stands: fixed pixels of the page. */
interface Anchor {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

@customElement('tile-note')
export class TileNote extends RoomElement {
  static override styles = [
    base,
    css`
      :host {
        position: fixed;
        inset: auto;
        z-index: 7;
        display: block;
        width: 288px;
        margin: 0;
        padding: 12px;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--floating);
        color: var(--ink);
        box-shadow: var(--shadow);
        font-size: var(--text-small);
        pointer-events: none;
      }
      dream-picture {
        margin-bottom: 8px;
        border-radius: 4px;
        overflow: hidden;
      }
      p {
        margin: 0;
      }
      .name {
        font-size: var(--text);
        font-weight: 600;
      }
      .soft {
        color: var(--ink-soft);
      }
      .barren {
        margin-top: 4px;
      }
      .badge {
        padding: 0 5px;
        border-radius: 4px;
        background: var(--hover);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) place: DreamPlace | null = null;
  /** The tile. */
  @property({ attribute: false }) anchor: Anchor | null = null;

  protected override view(): unknown {
    const { place } = this;
    if (!place) return nothing;
    const status = this.statusOf(place);
    const { layer, channel, state, step, steps, picture, first, last, source, seed } = status;
    const { tile: words, recipes } = this.room;
    const recipe = (recipes as Readonly<Record<string, { readonly name: string }>>)[status.recipe];
    const isKnown = first !== null && last !== null;
    const values = { first: this.#number(first), last: this.#number(last) };
    return html`${
        picture
          ? html`<dream-picture .picture=${picture} .stamp=${`${state} ${step}`}></dream-picture>`
          : nothing
      }
      <p class="name">${this.say(words.of, { name: this.channelText(layer, channel), layer })}</p>
      <p class="number">${isKnown ? this.say(words.objective, values) : words.objectiveUnknown}</p>
      <p class="soft number">
        ${this.say(words.states[state], { step, steps })}${source ? html` · ${words.sources[source]}` : nothing}
      </p>
      <p class="soft number">
        ${recipe?.name ?? status.recipe} · ${this.say(words.seed, { seed: String(seed) })}
      </p>
      ${
        state === 'barren'
          ? html`<p class="barren number">
              <span class="badge">${words.barren}</span>
              ${this.room.barren.short}
            </p>`
          : nothing
      }
      ${status.problem ? html`<p>${this.problemText(status.problem)}</p>` : nothing}
      <p class="soft">${words.open}</p>`;
  }

  protected override updated(): void {
    const { anchor } = this;
    if (!anchor) return;
    const { width, height } = this.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const isLeft = anchor.right + GAP + width > clientWidth;
    const left = isLeft ? anchor.left - GAP - width : anchor.right + GAP;
    const top = Math.min(anchor.top, clientHeight - height - GAP);
    this.style.left = `${Math.max(GAP, left)}px`;
    this.style.top = `${Math.max(GAP, top)}px`;
  }

  #number(value: number | null): string {
    return value === null ? '' : objectiveNumber(value, this.language);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tile-note': TileNote;
  }
}
