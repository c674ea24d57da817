/** A kernel as a small table of coloured numbers. Knows no lab. */
import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { base } from '../../styles/controls.ts';
import { colorAt, inkOn, signedShare } from '../../weights/data-colors.ts';

const DIGITS = 2;
/** From so many columns on the numbers are smaller. */
const WIDE = 5;
/** From so many on, with those of the other slices, colours alone. */
const TOO_WIDE = 12;

@customElement('weight-table')
export class WeightTable extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      figure {
        margin: 0;
      }
      figcaption {
        margin-bottom: 4px;
        color: var(--ink-soft);
        font-size: var(--text-small);
        white-space: nowrap;
      }
      .slices {
        display: flex;
        gap: 6px;
      }
      table {
        border-spacing: 1px;
        margin: -1px;
        forced-color-adjust: none;
      }
      td {
        min-width: 44px;
        height: 26px;
        padding: 0 4px;
        border-radius: 2px;
        font-size: var(--text-small);
        line-height: 1;
        text-align: center;
      }
      .wide td {
        min-width: 30px;
        height: 17px;
        padding: 0 1px;
        font-size: 9.5px;
      }
      .colours td {
        min-width: 8px;
        width: 8px;
        height: 8px;
        padding: 0;
      }
    `,
  ];

  @property() label = '';
  /** Rows and columns of a slice. */
  @property({ attribute: false }) size: readonly [rows: number, columns: number] = [0, 0];
  /** One slice after the other. */
  @property({ attribute: false }) values: ArrayLike<number> = [];
  /** The value that has the strongest colour. */
  @property({ type: Number }) largest = 1;

  protected override render(): TemplateResult {
    const cells = this.size[0] * this.size[1];
    const slices = cells > 0 ? Math.floor(this.values.length / cells) : 0;
    return html`<figure>
      <figcaption>${this.label}</figcaption>
      <div class="slices">
        ${Array.from({ length: slices }, (_, slice) => this.#slice(slice * cells, slices))}
      </div>
    </figure>`;
  }

  #slice(first: number, slices: number): TemplateResult {
    const [rows, columns] = this.size;
    const across = columns * slices;
    const look = across >= TOO_WIDE ? 'colours' : across >= WIDE ? 'wide' : '';
    return html`<table class=${`number ${look}`} aria-label=${this.label}>
      <tbody>
        ${Array.from(
          { length: rows },
          (_, row) =>
            html`<tr>
              ${Array.from({ length: columns }, (__, column) =>
                this.#cell(this.values[first + row * columns + column] ?? 0, look !== 'colours'),
              )}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #cell(value: number, isWritten: boolean): TemplateResult {
    const color = colorAt('blue-red', signedShare(value, this.largest));
    const style = { background: `rgb(${color.join(' ')})`, color: inkOn(color) };
    const text = short(value);
    return html`<td style=${styleMap(style)} title=${text}>${isWritten ? text : ''}</td>`;
  }
}

/** Two decimals, none where the number is whole. */
function short(value: number): string {
  if (Number.isInteger(value)) return String(value).replace('-', '−');
  const text = value.toFixed(DIGITS);
  return (Number(text) === 0 ? (0).toFixed(DIGITS) : text).replace('-', '−');
}

declare global {
  interface HTMLElementTagNameMap {
    'weight-table': WeightTable;
  }
}
