/** What a pooling unit looked at: its window as numbers, with the winner marked, or the mean of it. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatValue } from '../../i18n/index.ts';
import type { GridCell } from '../../math/index.ts';
import type { Arithmetic, LayerSummary, PoolWindow } from '../../session/index.ts';
import { base, controls } from '../styles/controls.ts';
import { cellBefore, decimalsFor } from './term-target.ts';
import { UnitElement } from './unit-element.ts';

const MOST_COLUMNS = 4;

@customElement('unit-window')
export class UnitWindow extends UnitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        font-size: var(--text-small);
      }
      p {
        margin: 0 0 8px;
        color: var(--ink-soft);
      }
      .cells {
        display: inline-grid;
        gap: 2px;
        font-variant-numeric: tabular-nums;
      }
      .cells > span {
        display: grid;
        place-content: center;
        min-width: 66px;
        height: 32px;
        padding: 0 4px;
        background: var(--line);
      }
      .cells > .winner {
        background: var(--accent);
        color: var(--accent-ink);
        font-weight: 600;
      }
      button {
        margin: 4px 0 0 -8px;
        color: var(--accent);
        text-align: left;
      }
    `,
  ];

  @property({ attribute: false }) arithmetic: Arithmetic | null = null;

  protected override view(): unknown {
    const { arithmetic } = this;
    const layer = this.layerOf(arithmetic?.address.layer);
    const before = this.layerOf(arithmetic?.before);
    if (!arithmetic?.window || !layer || !before) return nothing;
    const { window, address } = arithmetic;
    const { channel } = address.cell;
    const { sum: words } = this.words.unit;
    const name = this.channelName(before, channel);
    const text = window.winner === null ? words.mean : words.winnerOf;
    const values = { count: window.values.length, name, layer: before.name };
    const target = winnerCell(window, channel) ?? cellBefore(layer, before, address.cell, channel);
    return html`<p>${this.say(text, values)}</p>
      ${window.area.width <= MOST_COLUMNS ? this.#cells(window) : ''}
      <div>
        <button type="button" @click=${() => this.go({ layer: before.name, cell: target })}>
          ${this.#goText(window, name, before, target)}
        </button>
      </div>`;
  }

  #cells({ values, winner, area }: PoolWindow): TemplateResult {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const decimals = decimalsFor(largest);
    const gridTemplateColumns = `repeat(${area.width}, auto)`;
    return html`<div class="cells" style=${styleMap({ gridTemplateColumns })}>
      ${Array.from(
        values,
        (value, i) =>
          html`<span
            class=${i === winner ? 'winner' : ''}
            title=${formatValue(value, this.language)}
            >${value.toFixed(decimals).replace('-', '−')}</span
          >`,
      )}
    </div>`;
  }

  #goText(window: PoolWindow, name: string, before: LayerSummary, cell: GridCell): string {
    const { winner, go } = this.words.unit.sum;
    return window.winner === null
      ? this.say(go, { name, layer: before.name })
      : this.say(winner, { row: cell.row, column: cell.column });
  }
}

function winnerCell({ area, winner }: PoolWindow, channel: number): GridCell | null {
  if (winner === null) return null;
  const row = area.y + Math.floor(winner / area.width);
  return { channel, row, column: area.x + (winner % area.width) };
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-window': UnitWindow;
  }
}
