/** The pinned units of a layer, marked on its grid. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { GridLayout } from '../../math/index.ts';
import type { LayerSummary, Pin } from '../../session/index.ts';
import { boxOfCells, boxOfTile, placed } from './grid-place.ts';
import { tileOfChannel } from './tile-order.ts';

/** A frame around the tile of each pin and a dot at its cell; styled by the grid. */
export function pinMarks(
  { name, shape }: LayerSummary,
  layout: GridLayout,
  order: readonly number[],
  pins: readonly Pin[],
): readonly TemplateResult[] {
  if (layout.count !== shape[0]) return [];
  return pins
    .filter(({ address }) => address.layer === name)
    .map(({ address: { cell } }) => {
      const tile = tileOfChannel(order, cell.channel);
      const place = { x: cell.column, y: cell.row, width: 1, height: 1 };
      const { x, y, width, height } = boxOfCells(layout, shape, tile, place);
      const middle = { x: x + width / 2, y: y + height / 2, width: 0, height: 0 };
      const frame = placed(boxOfTile(layout, tile), devicePixelRatio);
      return html`<div class="pinned" style=${styleMap(frame)}></div>
        <div class="pin" style=${styleMap(placed(middle, devicePixelRatio))}></div>`;
    });
}
