/** The pinned units of a layer, marked on its grid: a frame around the tile of each and a dot at its cell. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { GridLayout, Shape3 } from '../../math/index.ts';
import type { Pin } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { boxOfCells, boxOfTile, placed } from './grid-place.ts';
import type { GridTarget } from './grid-target.ts';
import { tileOfChannel } from './tile-order.ts';

@customElement('grid-pins')
export class GridPins extends StudioElement {
  static override styles = css`
    :host {
      /* On the maps, which are dark in both themes. */
      --pin-mark: #f39a4e;
    }
    :host,
    div {
      position: absolute;
      left: 0;
      top: 0;
      pointer-events: none;
    }
    .pinned {
      outline: 1px solid var(--pin-mark);
    }
    .pin::before {
      content: '';
      position: absolute;
      left: -4px;
      top: -4px;
      width: 8px;
      height: 8px;
      border-radius: 50%;
      background: var(--pin-mark);
      box-shadow: 0 0 0 1.5px rgb(0 0 0 / 75%);
    }
  `;

  @property({ attribute: false }) target: GridTarget | null = null;
  @property({ attribute: false }) layout: GridLayout | null = null;

  protected override view(): unknown {
    const { target, layout } = this;
    const layer = target?.layer();
    if (!target || !layer || layout?.count !== layer.shape[0]) return nothing;
    return this.session.pins.value
      .filter(({ address }) => address.layer === layer.name)
      .map((pin) => mark(pin, layer.shape, target, layout));
  }
}

function mark(
  { address: { cell } }: Pin,
  shape: Shape3,
  target: GridTarget,
  layout: GridLayout,
): TemplateResult {
  const tile = tileOfChannel(target.order(), cell.channel);
  const place = { x: cell.column, y: cell.row, width: 1, height: 1 };
  const { x, y, width, height } = boxOfCells(layout, shape, tile, place);
  const middle = { x: x + width / 2, y: y + height / 2, width: 0, height: 0 };
  const frame = placed(boxOfTile(layout, tile), devicePixelRatio);
  // What is told of as a whole has no places.
  const dot = target.tell
    ? nothing
    : html`<div class="pin" style=${styleMap(placed(middle, devicePixelRatio))}></div>`;
  return html`<div class="pinned" style=${styleMap(frame)}></div>
    ${dot}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'grid-pins': GridPins;
  }
}
