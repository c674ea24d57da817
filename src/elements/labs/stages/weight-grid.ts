/** A slice of the kernel as fields: typed into, nudged, walked through. Tells its host what is to be done; knows no lab. */
import { LitElement, css, html, noChange, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { LabCell } from '../../../math/lab/index.ts';
import { base, controls } from '../../styles/controls.ts';
import { signedCell } from './cell-color.ts';
import { shortNumber, typedNumber } from './number-text.ts';

/** A person has set a weight. */
export class WeightEvent extends Event {
  readonly cell: LabCell;
  readonly value: number;

  constructor(cell: LabCell, value: number) {
    super('weight');
    this.cell = cell;
    this.value = value;
  }
}

/** A person points at a weight, or no longer at one. */
export class WeightPointEvent extends Event {
  readonly cell: LabCell | null;

  constructor(cell: LabCell | null) {
    super('weight-point');
    this.cell = cell;
  }
}

/** Digits from so many columns on, and fewer where cells are small. */
const FEW_COLUMNS = 5;
const DIGITS = 4;
const FEW_DIGITS = 3;
/** Height of a number as a share of its cell. */
const LARGE_TEXT = 0.34;
const SMALL_TEXT = 0.27;
/** A digit is a little more than half as wide as its text is high. */
const WIDTH_OF_TEXT = 1.5;
const STEP = 1;
const SMALL_STEP = 0.1;
/** What sums of tenths are rounded to. */
const PRECISION = 1e6;
const WALKS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** @fires weight @fires weight-point */
@customElement('weight-grid')
export class WeightGrid extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
        container-type: inline-size;
      }
      .cells {
        display: grid;
        grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
        gap: 1px;
        forced-color-adjust: none;
      }
      .cell {
        position: relative;
        aspect-ratio: 1;
        border-radius: 2px;
      }
      .cell.linked {
        box-shadow: 0 0 0 2px var(--accent);
        z-index: 1;
      }
      input {
        display: block;
        width: 100%;
        height: 100%;
        padding: 0;
        border: 0;
        border-radius: 2px;
        background: none;
        font-size: clamp(7px, calc(100cqw / var(--columns) * var(--share)), 15px);
        font-variant-numeric: tabular-nums;
        text-align: center;
        cursor: text;
      }
      input:focus-visible {
        outline-offset: 0;
        z-index: 2;
        position: relative;
      }
      .anchor::after {
        content: '';
        position: absolute;
        left: calc(50% - 2px);
        bottom: 5%;
        width: 4px;
        height: 4px;
        border-radius: 50%;
        background: currentColor;
        pointer-events: none;
      }
    `,
  ];

  @property({ attribute: false }) rows = 0;
  @property({ attribute: false }) columns = 0;
  @property({ attribute: false }) values: readonly number[] = [];
  /** The size that has the strongest colour. */
  @property({ attribute: false }) largest = 1;
  @property({ attribute: false }) anchor: LabCell | null = null;
  @property({ attribute: false }) linked: readonly LabCell[] = [];
  /** What a cell is called, and what is said of the anchor. */
  @property({ attribute: false }) nameOf: (cell: LabCell) => string = () => '';
  @property({ attribute: false }) anchorSays = '';
  @property({ attribute: false }) help = '';
  /** Whether there is room for few digits only. */
  @property({ type: Boolean }) tight = false;
  /** Place of the field that has the focus: what stands there is the person's. */
  @state() private editing: number | null = null;

  protected override render(): TemplateResult {
    const texts = this.values.map((value) => this.#text(value));
    const longest = Math.max(1, ...texts.map(({ length }) => length));
    const most = this.tight || this.columns >= FEW_COLUMNS ? SMALL_TEXT : LARGE_TEXT;
    const share = String(Math.min(most, WIDTH_OF_TEXT / longest));
    return html`<div
      class="cells"
      style=${styleMap({ '--columns': String(this.columns), '--share': share })}
      @pointerleave=${() => this.dispatchEvent(new WeightPointEvent(null))}
    >
      ${this.values.map((value, place) => this.#cell(value, place))}
    </div>`;
  }

  #text(value: number): string {
    return shortNumber(value, this.tight || this.columns >= FEW_COLUMNS ? FEW_DIGITS : DIGITS);
  }

  #cell(value: number, place: number): TemplateResult {
    const cell = { row: Math.floor(place / this.columns), column: place % this.columns };
    const isAnchor = same(cell, this.anchor);
    const isLinked = this.linked.some((one) => same(one, cell));
    const text = this.#text(value);
    const says = [String(value), this.help, isAnchor ? this.anchorSays : ''];
    return html`<div
      class=${`cell${isAnchor ? ' anchor' : ''}${isLinked ? ' linked' : ''}`}
      style=${styleMap(signedCell(value, this.largest))}
      title=${says.filter(Boolean).join('\n')}
    >
      <input
        type="text"
        inputmode="decimal"
        autocomplete="off"
        spellcheck="false"
        data-place=${place}
        aria-label=${this.nameOf(cell) || nothing}
        .value=${this.editing === place ? noChange : live(text)}
        @focus=${(event: FocusEvent) => {
          this.#entered(event, cell, value);
        }}
        @blur=${() => {
          this.editing = null;
          this.dispatchEvent(new WeightPointEvent(null));
        }}
        @change=${(event: Event) => {
          this.#changed(event, cell, value, text);
        }}
        @keydown=${(event: KeyboardEvent) => {
          this.#pressed(event, cell, value);
        }}
        @wheel=${(event: WheelEvent) => {
          this.#wheeled(event, cell, value);
        }}
        @pointerenter=${() => this.dispatchEvent(new WeightPointEvent(cell))}
      />
    </div>`;
  }

  /** The whole number stands in the field, ready to be typed over. */
  #entered({ target }: FocusEvent, cell: LabCell, value: number): void {
    if (!(target instanceof HTMLInputElement)) return;
    this.editing = cell.row * this.columns + cell.column;
    target.value = String(value).replace('-', '\u2212');
    target.select();
    this.dispatchEvent(new WeightPointEvent(cell));
  }

  #changed({ target }: Event, cell: LabCell, before: number, text: string): void {
    if (!(target instanceof HTMLInputElement)) return;
    const value = typedNumber(target.value);
    if (Number.isFinite(value) && value !== before) {
      this.dispatchEvent(new WeightEvent(cell, value));
    } else {
      target.value = text;
    }
  }

  #pressed(event: KeyboardEvent, cell: LabCell, value: number): void {
    const walk = WALKS[event.key];
    const field = event.target;
    if (!(field instanceof HTMLInputElement)) return;
    if (event.key === 'Enter') {
      this.#changed(event, cell, value, field.value);
      field.select();
    } else if (walk && event.altKey) {
      const isUp = event.key === 'ArrowUp' || event.key === 'ArrowRight';
      this.#nudge(field, cell, value, isUp ? 1 : -1, event.shiftKey);
    } else if (walk && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      const [row, column] = [cell.row + walk[0], cell.column + walk[1]];
      if (row < 0 || column < 0 || row >= this.rows || column >= this.columns) return;
      this.#fieldAt(row * this.columns + column)?.focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Only in the field that is being edited, so that the page can be scrolled over the others. */
  #wheeled(event: WheelEvent, cell: LabCell, value: number): void {
    const field = event.currentTarget;
    if (!(field instanceof HTMLInputElement) || this.shadowRoot?.activeElement !== field) return;
    event.preventDefault();
    const turn = event.deltaY || event.deltaX;
    if (turn !== 0) this.#nudge(field, cell, value, turn < 0 ? 1 : -1, event.shiftKey);
  }

  #nudge(
    field: HTMLInputElement,
    cell: LabCell,
    before: number,
    sign: number,
    isSmall: boolean,
  ): void {
    const value = before + sign * (isSmall ? SMALL_STEP : STEP);
    const rounded = Math.round(value * PRECISION) / PRECISION;
    field.value = String(rounded).replace('-', '\u2212');
    this.dispatchEvent(new WeightEvent(cell, rounded));
  }

  #fieldAt(place: number): HTMLInputElement | null {
    return this.renderRoot.querySelector(`[data-place="${String(place)}"]`);
  }
}

function same(one: LabCell, other: LabCell | null): boolean {
  return other !== null && one.row === other.row && one.column === other.column;
}

declare global {
  interface HTMLElementTagNameMap {
    'weight-grid': WeightGrid;
  }
}
