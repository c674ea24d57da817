/** The tile and cell pointed at on a grid, with a tip and a read-out: all that moves with the pointer. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatValue } from '../../i18n/index.ts';
import type { GridCell, GridLayout } from '../../math/index.ts';
import type { LayerSummary } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { boxOfCells, boxOfTile, placed, tipBox } from './grid-place.ts';
import type { SeenPart } from './grid-place.ts';
import { sameCell } from './grid-target.ts';
import type { GridTarget } from './grid-target.ts';
import { tileOfChannel } from './tile-order.ts';

/** CSS pixels. */
const SMALLEST_CELL_MARKED = 4;
const FLASH: KeyframeAnimationOptions = { duration: 300, iterations: 3 };
const FLASH_WIDTH = '6px';

/** Lies over the canvas of a grid, and re-renders alone when the pointer moves. */
@customElement('grid-marker')
export class GridMarker extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        position: absolute;
        inset: 0;
        z-index: 1;
        pointer-events: none;
      }
      /* Layers of their own: they move over the maps without painting anything again. */
      .tile,
      .cell,
      .tip {
        will-change: transform;
      }
      .tile,
      .cell,
      .tip {
        position: absolute;
        left: 0;
        top: 0;
      }
      .tile {
        /* On the maps, which are dark in both themes. */
        outline: 2px solid #4cc2ee;
        box-shadow: 0 0 0 3px rgb(0 0 0 / 60%);
        border-radius: 1px;
      }
      .cell {
        outline: 1px solid #fff;
        box-shadow: 0 0 0 2px rgb(0 0 0 / 70%);
      }
      .tip {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        padding: 0 8px;
        overflow: hidden;
        contain: strict;
        border-radius: var(--radius);
        background: var(--floating);
        color: var(--ink-soft);
        border: 1px solid var(--line-strong);
        font-size: var(--text-small);
        white-space: nowrap;
      }
      b {
        min-width: 6ch;
        color: var(--ink);
        font-weight: 600;
        text-align: right;
      }
      b.old {
        opacity: 0;
        transition: opacity 0s 100ms;
      }
    `,
  ];

  @property({ attribute: false }) target: GridTarget | null = null;
  @property({ attribute: false }) layout: GridLayout | null = null;
  @property({ attribute: false }) seen: SeenPart = { top: 0, bottom: 0 };
  /** Whether the cursor was moved by keys, so that it is read out. */
  @property({ type: Boolean }) spoken = false;
  /** Whether a finger may cover what stands below the tile. */
  @property({ type: Boolean }) touched = false;
  @query('.tile') private readonly tile!: HTMLElement | null;
  /** The value shown last; it fades when it is no longer that of the cell. */
  #lastValue = '';
  /** What was read out last: what is told of a channel may change at any time, and is not read out again for that. */
  #said = { place: '', text: '' };

  /** Makes the outline of the tile blink, to show where it is. */
  async flash(): Promise<void> {
    await this.updateComplete;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.tile?.animate([{}, { outlineWidth: FLASH_WIDTH }, {}], FLASH);
  }

  protected override view(): unknown {
    const layer = this.target?.layer();
    const cell = this.target?.cell();
    if (!layer || !cell || this.layout?.count !== layer.shape[0]) {
      return html`<span class="unseen" role="status"></span>`;
    }
    const told = this.target?.tell?.(cell.channel);
    const place = told?.place ?? this.#place(cell, layer);
    const value = told?.value ?? this.#value(cell, layer);
    return html`${this.#boxes(cell, layer, this.layout, place, value)}
      <span class="unseen" role="status"
        >${this.spoken ? this.#readOut(place, value, told !== undefined) : ''}</span
      >`;
  }

  #readOut(place: string, value: string | null, isTold: boolean): string {
    if (isTold && this.#said.place === place) return this.#said.text;
    const { withValue } = this.words.colour.grid;
    const text = value === null ? place : this.say(withValue, { place, value });
    this.#said = { place, text };
    return text;
  }

  #boxes(
    { channel, row, column }: GridCell,
    { shape }: LayerSummary,
    layout: GridLayout,
    place: string,
    value: string | null,
  ): TemplateResult {
    const ratio = devicePixelRatio;
    const number = tileOfChannel(this.target?.order() ?? [], channel);
    const tile = boxOfTile(layout, number);
    const cell = boxOfCells(layout, shape, number, { x: column, y: row, width: 1, height: 1 });
    const isTold = this.target?.tell !== undefined;
    const isLarge = !isTold && Math.min(cell.width, cell.height) >= SMALLEST_CELL_MARKED * ratio;
    this.#lastValue = value ?? this.#lastValue;
    const tip = tipBox(tile, ratio, {
      width: layout.width / ratio,
      seen: this.seen,
      preferAbove: this.touched,
      ofNumbers: !isTold && shape[1] === 1 && shape[2] === 1,
    });
    return html`<div class="tile" style=${styleMap(placed(tile, ratio))}></div>
      ${
        isLarge && shape[2] > 1
          ? html`<div class="cell" style=${styleMap(placed(cell, ratio))}></div>`
          : nothing
      }
      <div class="tip number" style=${styleMap(placed(tip, 1))} aria-hidden="true">
        <span>${place}</span>
        ${
          this.#lastValue
            ? html`<b class=${value === null ? 'old' : ''}>${this.#lastValue}</b>`
            : nothing
        }
      </div>`;
  }

  #place({ channel, row, column }: GridCell, { shape }: LayerSummary): string {
    const { cell, unit } = this.words.colour.grid;
    return this.say(shape[1] === 1 && shape[2] === 1 ? unit : cell, { channel, row, column });
  }

  /** The value of the cell, as far as the session knows it yet. */
  #value(cell: GridCell, layer: LayerSummary): string | null {
    const reading = this.session.reading.value;
    if (reading?.address.layer !== layer.name) this.#lastValue = '';
    const isOfCell = reading?.address.layer === layer.name && sameCell(reading.address.cell, cell);
    return isOfCell ? formatValue(reading.value, this.language) : null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'grid-marker': GridMarker;
  }
}
