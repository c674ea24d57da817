/** One term of a convolution in full: the window of one input channel, its kernel, and their products. */
import { css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { Products, UnitAddress } from '../../session/index.ts';
import { base } from '../styles/controls.ts';
import { withTerms } from '../ui/field-term.ts';
import { decimalsFor, signed } from './term-target.ts';
import { UnitElement } from './unit-element.ts';

/** More columns than these stand below each other; more than those are coloured only. */
const SIDE_BY_SIDE = 3;
const WITH_NUMBERS = 5;
const STRONGEST = 42;
const NARROW_NUMBER = 3;
const MOST_DECIMALS = 2;

@customElement('unit-products')
export class UnitProducts extends UnitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-height: 124px;
        margin: 0 -8px;
        font-size: var(--text-tiny);
      }
      p {
        margin: 0 0 4px;
        font-size: var(--text-small);
        padding: 0 8px;
        color: var(--ink-soft);
      }
      .grids {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      .grids.tall {
        flex-direction: column;
        align-items: flex-start;
      }
      figure {
        margin: 0;
      }
      figcaption {
        color: var(--ink-faint);
      }
      .cells {
        display: grid;
        gap: 1px;
        font-variant-numeric: tabular-nums;
        font-size: 10.5px;
        letter-spacing: -0.04em;
      }
      .cells > span {
        display: grid;
        place-content: center;
        width: 31px;
        height: 24px;
        background: var(--line);
      }
      .fine .cells > span {
        width: 12px;
        height: 12px;
      }
      .sign {
        padding-top: 16px;
        color: var(--ink-soft);
        font-size: var(--text);
      }
    `,
  ];

  @property({ attribute: false }) address: UnitAddress | null = null;
  @property({ attribute: false }) channel = 0;
  @property({ attribute: false }) name = '';
  @state() private products: Products | null = null;
  #asked = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('address') || changed.has('channel')) void this.#ask();
  }

  protected override view(): unknown {
    const { products } = this;
    if (!products) return nothing;
    const { sum: words } = this.words.unit;
    const { inputs, weights, columns } = products;
    const results = inputs.map((input, i) => input * (weights[i] ?? 0));
    const shape = `${columns > WITH_NUMBERS ? 'fine' : ''} ${columns > SIDE_BY_SIDE ? 'tall' : ''}`;
    return html`<p>${withTerms(this.say(words.products, { name: this.name }), this.words)}</p>
      <div class="grids ${shape}">
        ${this.#grid(words.inputs, inputs, columns)}<span class="sign">×</span>
        ${this.#grid(words.weights, weights, columns)}<span class="sign">=</span>
        ${this.#grid(words.results, results, columns)}
      </div>`;
  }

  /** The products before stay until the new ones are here. */
  async #ask(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const found = this.address && (await this.session.products(this.address, this.channel));
    if (asked === this.#asked) this.products = found;
  }

  #grid(title: string, values: Float32Array, columns: number): TemplateResult {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const decimals = Math.max(
      0,
      Math.min(MOST_DECIMALS, decimalsFor(largest) + NARROW_NUMBER - SIGNIFICANT),
    );
    return html`<figure>
      <figcaption>${title}</figcaption>
      <div class="cells" style=${styleMap({ gridTemplateColumns: `repeat(${columns}, auto)` })}>
        ${Array.from(values, (value) => cell(value, largest, decimals, columns <= WITH_NUMBERS))}
      </div>
    </figure>`;
  }
}

const SIGNIFICANT = 4;

/** Tinted by size, in the colours of the bars; the sign is in the number as well. */
function cell(value: number, largest: number, decimals: number, written: boolean): TemplateResult {
  const share = largest > 0 ? (STRONGEST * Math.abs(value)) / largest : 0;
  const color = value < 0 ? 'var(--pin)' : 'var(--accent)';
  const background = `color-mix(in srgb, ${color} ${share.toFixed(0)}%, var(--raised))`;
  const number = signed(value, decimals).replace('+', '');
  return html`<span style=${styleMap({ background })} title=${written ? nothing : number}
    >${written ? number : ''}</span
  >`;
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-products': UnitProducts;
  }
}
