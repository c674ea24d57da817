/** On the grid of the layer before: the cells that feed the unit, framed in every tile they are read from. */
import { css, html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { GridLayout, Rectangle } from '../../math/index.ts';
import type { LayerSummary } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { feedingCells } from './feeding-cells.ts';
import { boxOfCells, boxOfTile, grown } from './grid-place.ts';

/** CSS pixels. */
const LINE = 1.5;
const SHADE = 3.5;
const SMALLEST = 10;

/** One drawing for all tiles: a pattern that repeats with them, so that a move changes a few attributes. */
@customElement('grid-window')
export class GridWindow extends StudioElement {
  static override styles = css`
    :host {
      position: absolute;
      inset: 0;
      pointer-events: none;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
    }
    .line,
    .shade {
      fill: none;
    }
    .tile {
      fill: none;
      stroke: #fff;
      opacity: 0.6;
    }
    .line {
      stroke: #fff;
    }
    .shade {
      stroke: rgb(0 0 0 / 65%);
    }
  `;

  @property({ attribute: false }) layout: GridLayout | null = null;
  /** The layer before: the one whose grid this lies on. */
  @property({ attribute: false }) layer: LayerSummary | null = null;

  protected override view(): unknown {
    const { layout, layer: before } = this;
    const chosen = this.session.selectedLayer.value;
    const unit = this.session.unit.value;
    if (!layout || !before || chosen?.before !== before.name) return nothing;
    if (unit?.layer !== chosen.name || layout.count !== before.shape[0]) return nothing;
    const feed = feedingCells(chosen, unit.cell, before.shape);
    if (!feed) return nothing;
    const channel = feed.channel ?? 0;
    const tile = boxOfTile(layout, channel);
    const cells = boxOfCells(layout, before.shape, channel, feed.area);
    const frame = grown(cells, SMALLEST * devicePixelRatio, tile);
    return html`<svg
      viewBox="0 0 ${layout.width} ${layout.height}"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      ${feed.channel === null ? this.#everywhere(frame, layout) : [outline(tile), lines(frame)]}
    </svg>`;
  }

  #everywhere(frame: Rectangle, layout: GridLayout): TemplateResult {
    const { columns, count, width, tileWidth, tileHeight, gap } = layout;
    const [pitchX, pitchY] = [tileWidth + gap, tileHeight + gap];
    const fullRows = Math.floor(count / columns);
    const rest = count % columns;
    return svg`<defs>
        <pattern id="frames" patternUnits="userSpaceOnUse" width=${pitchX} height=${pitchY}>
          ${lines(frame)}
        </pattern>
      </defs>
      <rect fill="url(#frames)" width=${width} height=${fullRows * pitchY} />
      <rect fill="url(#frames)" y=${fullRows * pitchY} width=${rest * pitchX} height=${pitchY} />`;
  }
}

/** Where only one tile is read, it is found by its outline. */
function outline({ x, y, width, height }: Rectangle): TemplateResult {
  return svg`<rect class="tile" x=${x} y=${y} width=${width} height=${height}
      stroke-width=${devicePixelRatio} />`;
}

/** A bright line on a dark one, just inside the frame, so that it is seen on every colour and cut off nowhere. */
function lines({ x, y, width, height }: Rectangle): TemplateResult {
  const ratio = devicePixelRatio;
  const inset = Math.min((SHADE * ratio) / 2, width / 2, height / 2);
  const [w, h] = [width - 2 * inset, height - 2 * inset];
  return svg`<rect class="shade" x=${x + inset} y=${y + inset} width=${w} height=${h}
      stroke-width=${SHADE * ratio} />
    <rect class="line" x=${x + inset} y=${y + inset} width=${w} height=${h}
      stroke-width=${LINE * ratio} />`;
}

declare global {
  interface HTMLElementTagNameMap {
    'grid-window': GridWindow;
  }
}
