/** A sum as a list: what each channel before adds, the bias, the total, the activation. Each row leads one layer back. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatValue } from '../../i18n/index.ts';
import { sameUnit } from '../../session/index.ts';
import type { Arithmetic, Contribution, LayerSummary } from '../../session/index.ts';
import { base, controls } from '../styles/controls.ts';
import { cellBefore, decimalsFor, isRow, signed } from './term-target.ts';
import { UnitElement } from './unit-element.ts';
import './unit-products.ts';
import { sectionStyles } from './unit-section.styles.ts';
import { unitTermsStyles } from './unit-terms.styles.ts';

const FEW = 8;
/** So many rows at most: a dense layer may have thousands of inputs. */
const MANY = 512;
const HALF = 50;

@customElement('unit-terms')
export class UnitTerms extends UnitElement {
  static override styles = [base, controls, sectionStyles, unitTermsStyles];

  @property({ attribute: false }) arithmetic: Arithmetic | null = null;
  @state() private showsAll = false;
  /** The input channel whose products are shown. */
  @state() private chosen: number | null = null;
  #byTouch = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('arithmetic')) return;
    const before = changed.get('arithmetic') ?? null;
    if (before?.before !== this.arithmetic?.before) this.showsAll = false;
    if (!sameUnit(before?.address ?? null, this.arithmetic?.address ?? null)) this.chosen = null;
  }

  protected override view(): unknown {
    const { arithmetic } = this;
    const layer = this.layerOf(arithmetic?.address.layer);
    const before = this.layerOf(arithmetic?.before);
    if (!arithmetic || !layer || !before) return nothing;
    const { terms } = arithmetic;
    const { sum: words } = this.words.unit;
    const largest = Math.abs(terms[0]?.sum ?? 0);
    const decimals = decimalsFor(Math.max(largest, Math.abs(arithmetic.preActivation)));
    const shown = terms.slice(0, this.showsAll ? MANY : FEW);
    const from = isRow(before.shape) ? words.fromUnits : words.from;
    return html`${layer.kind === 'convolution' ? this.#products(arithmetic, before) : ''}
      <p class="from">${this.say(from, { layer: before.name })}</p>
      <ol
        @pointerleave=${() => (this.chosen = null)}
        @pointerdown=${(event: PointerEvent) => (this.#byTouch = event.pointerType === 'touch')}
      >
        ${shown.map((term) => this.#row(term, layer, before, largest, decimals))}
      </ol>
      ${this.#rest(arithmetic, shown, before, decimals)}
      ${this.#result(arithmetic, layer, decimals)}`;
  }

  /** Of the row pointed at, else of the largest term. */
  #products({ address, terms }: Arithmetic, before: LayerSummary): TemplateResult {
    const channel = this.chosen ?? terms[0]?.channel ?? 0;
    return html`<unit-products
      .address=${address}
      .channel=${channel}
      .name=${this.channelName(before, channel)}
    ></unit-products>`;
  }

  #row(
    { channel, sum }: Contribution,
    layer: LayerSummary,
    before: LayerSummary,
    largest: number,
    decimals: number,
  ): TemplateResult {
    const name = this.channelName(before, channel);
    const number = signed(sum, decimals);
    const label = this.say(this.words.unit.sum.visit, { name, sum: number, layer: before.name });
    const choose = (): void => void (this.chosen = channel);
    const visit = (): void => {
      // A first touch shows the products, as pointing does; a second one leads away.
      if (this.#byTouch && this.chosen !== channel) choose();
      else this.#visit(layer, before, channel);
    };
    return html`<li>
      <button
        type="button"
        aria-label=${label}
        title=${label}
        @pointerenter=${({ pointerType }: PointerEvent) => {
          if (pointerType !== 'touch') choose();
        }}
        @focus=${() => {
          if (!this.#byTouch) choose();
        }}
        @click=${visit}
      >
        <span>${name}</span>${bar(sum, largest)}<span class="sum">${number}</span>
      </button>
    </li>`;
  }

  #visit(layer: LayerSummary, before: LayerSummary, channel: number): void {
    const cell = this.arithmetic?.address.cell;
    if (!cell) return;
    this.go({ layer: before.name, cell: cellBefore(layer, before, cell, channel) });
  }

  /** What is not shown, as one line, and the way to see more of it. */
  #rest(
    { terms, bias, preActivation }: Arithmetic,
    shown: readonly Contribution[],
    before: LayerSummary,
    decimals: number,
  ): TemplateResult {
    const { others, all, largest, fewer } = this.words.unit.sum;
    const rest = shown.reduce((left, { sum }) => left - sum, preActivation - bias);
    const count = before.shape[0] - shown.length;
    const most = Math.min(MANY, terms.length);
    const more = this.say(most < before.shape[0] ? largest : all, { count: most });
    return html`${
      count > 0
        ? html`<div class="line">
            <span>${this.say(others, { count })}</span>
            <span class="sum">${signed(rest, decimals)}</span>
          </div>`
        : ''
    }${
      most > FEW
        ? html`<button
            type="button"
            class="more"
            aria-expanded=${this.showsAll}
            @click=${() => (this.showsAll = !this.showsAll)}
          >
            ${this.showsAll ? fewer : more}
          </button>`
        : ''
    }`;
  }

  #result(
    { bias, preActivation, value }: Arithmetic,
    { activation }: LayerSummary,
    decimals: number,
  ): TemplateResult {
    const { sum: words } = this.words.unit;
    return html`<div class="line">
        <span>${words.bias}</span><span class="sum">${signed(bias, decimals)}</span>
      </div>
      <div class="line total">
        <span>${words.total}</span><span class="sum">${signed(preActivation, decimals)}</span>
      </div>
      ${
        activation
          ? html`<div class="line result">
              <span>${words[activation]}</span>
              <span class="sum">${formatValue(value, this.language)}</span>
            </div>`
          : ''
      }`;
  }
}

/** From the middle to the right for what adds, to the left for what takes away. */
function bar(sum: number, largest: number): TemplateResult {
  const length = largest > 0 ? (HALF * Math.abs(sum)) / largest : 0;
  const left = sum < 0 ? HALF - length : HALF;
  const place = styleMap({ left: `${left}%`, width: `${length}%` });
  return html`<span class="bar"><i class=${sum < 0 ? 'less' : ''} style=${place}></i></span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-terms': UnitTerms;
  }
}
