/** Which cells of the layer before feed a unit. Pure arithmetic. */
import { cellOfFlattened, clipRectangle, windowOfCell } from '../../math/index.ts';
import type { GridCell, Rectangle, Shape3 } from '../../math/index.ts';
import type { LayerSummary } from '../../session/index.ts';

/** Cells of the layer before, the same in every channel or those of one channel. */
export interface FeedingCells {
  readonly area: Rectangle;
  /** null: of all channels. */
  readonly channel: number | null;
}

/** The cells of a layer of shape `before` that feed `cell` of `layer`, clipped at the border; null where there are none. */
export function feedingCells(
  { kind, window }: Pick<LayerSummary, 'kind' | 'window'>,
  { channel, row, column }: GridCell,
  before: Shape3,
): FeedingCells | null {
  const [, height, width] = before;
  const whole: Rectangle = { x: 0, y: 0, width, height };
  const area = window ? clipRectangle(windowOfCell(window, row, column), { width, height }) : whole;
  switch (kind) {
    case 'input':
      return null;
    case 'convolution':
    case 'dense':
      return { area, channel: null };
    case 'max-pool':
    case 'average-pool':
    case 'global-average-pool':
      return { area, channel };
    case 'flatten': {
      const source = cellOfFlattened(channel, before);
      return {
        area: { x: source.column, y: source.row, width: 1, height: 1 },
        channel: source.channel,
      };
    }
  }
}
