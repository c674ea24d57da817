/** How the number at the cursor is made: patch times kernel, product by product, and their sum. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatValue } from '../../../i18n/index.ts';
import { base } from '../../styles/controls.ts';
import { LabElement } from '../lab-element.ts';
import { largestOf, signedCell } from './cell-color.ts';
import { middleStyles } from './middle.styles.ts';
import { shortNumber } from './number-text.ts';
import { CHANNEL_NAMES, chosenChannel } from './stage-choice.ts';
import { windowSum } from './window-terms.ts';
import type { ProductTerm, WindowSum } from './window-terms.ts';

/** Up to so many columns both factors are written, up to so many the product. */
const WITH_FACTORS = 3;
const WITH_NUMBERS = 7;
const DIGITS = 4;
const FEW_DIGITS = 3;

@customElement('lab-products')
export class LabProducts extends LabElement {
  static override styles = [
    base,
    middleStyles,
    css`
      :host {
        display: block;
      }
      .below {
        height: 100%;
      }
      .factors {
        font-size: 0.88em;
        opacity: 0.85;
      }
      b {
        font-weight: 600;
      }
      .sum {
        margin: 0;
        text-align: center;
        overflow-wrap: anywhere;
      }
      .sum .letter {
        color: var(--ink-soft);
        font-size: var(--text-small);
      }
      .result {
        padding: 1px 6px;
        border-radius: var(--radius);
        box-shadow: inset 0 0 0 2px var(--accent);
        font-weight: 600;
      }
    `,
  ];

  protected override view(): unknown {
    const numbers = this.lab.numbers.value;
    const sum = numbers && windowSum(numbers, chosenChannel.value);
    if (!sum) return nothing;
    const words = this.words.stages.products;
    const largest = largestOf(sum.terms.map(({ product }) => product));
    return html`<div class="below">
      <h3>${words.title}</h3>
      <div
        class="values number"
        role="group"
        aria-label=${words.label}
        style=${styleMap({ '--columns': String(sum.columns) })}
      >
        ${sum.terms.map((term) => this.#term(term, sum.columns, largest))}
      </div>
      ${this.#sum(sum)}
    </div>`;
  }

  #term({ value, weight, product }: ProductTerm, columns: number, largest: number): TemplateResult {
    const digits = columns > WITH_FACTORS ? FEW_DIGITS : DIGITS;
    const title = this.say(this.words.stages.products.product, {
      value: this.#number(value),
      weight: this.#number(weight),
      product: this.#number(product),
    });
    const factors = `${shortNumber(value)} × ${shortNumber(weight)}`;
    return html`<span style=${styleMap(signedCell(product, largest))} title=${title}>
      ${columns <= WITH_FACTORS ? html`<span class="factors">${factors}</span>` : nothing}
      ${columns <= WITH_NUMBERS ? html`<b>${shortNumber(product, digits)}</b>` : nothing}
    </span>`;
  }

  #sum({ parts, output }: WindowSum): TemplateResult {
    const words = this.words.stages;
    const result = html`<span class="result">${this.#number(output)}</span>`;
    if (parts.length === 1) {
      return html`<p class="sum number">${words.products.sum} = ${result}</p>`;
    }
    return html`<p class="sum number">
      ${parts.map((part, channel) => {
        const name = CHANNEL_NAMES[channel] ?? 'r';
        const sign = channel > 0 ? '+ ' : '';
        return html`${sign}<span class="letter">${words.letters[name]}</span>
          ${this.#number(part)} `;
      })}
      = ${result}
    </p>`;
  }

  #number(value: number): string {
    return formatValue(value, this.language).replace('-', '\u2212');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-products': LabProducts;
  }
}
