/** Cells and pixels of units: whether they exist, where they stand in another map, what they see. Knows no GPU. */
import { cellOfFlattened, clipRectangle, fieldOfCell, sizeOf } from '../math/index.ts';
import type { GridCell, Rectangle, Shape3, Tensor3 } from '../math/index.ts';
import type { LayerSummary } from './types.ts';
import type { UnitAddress } from './unit-types.ts';

/** What a unit sees of the picture, clipped to it; of a flattened layer, what its cell sees. */
export function fieldOfUnit(
  layers: readonly LayerSummary[],
  layer: LayerSummary,
  cell: GridCell,
): Rectangle {
  const source = layers.find(({ name }) => name === layer.before);
  const { row, column } =
    layer.kind === 'flatten' && source ? cellOfFlattened(cell.channel, source.shape) : cell;
  const [, height, width] = layers[0]?.shape ?? layer.shape;
  return clipRectangle(fieldOfCell(layer.fields, row, column), { width, height });
}

/** The refusal of a cell that a layer does not have. */
export function noCell(layer: LayerSummary | null, { channel, row, column }: GridCell): RangeError {
  const place = `channel ${String(channel)}, row ${String(row)}, column ${String(column)}`;
  return new RangeError(`${layer?.name ?? 'no layer'} has no ${place}.`);
}

/** The middle of a channel's map. */
export function middleOf([, height, width]: Shape3, channel: number): GridCell {
  return { channel, row: Math.floor(height / 2), column: Math.floor(width / 2) };
}

/** The cell of another map size that stands where `cell` stands; the channel is kept. */
export function samePlace({ channel, row, column }: GridCell, from: Shape3, to: Shape3): GridCell {
  const along = (axis: 1 | 2, at: number): number =>
    Math.min(to[axis] - 1, Math.floor(((at + 1 / 2) * to[axis]) / from[axis]));
  return { channel, row: along(1, row), column: along(2, column) };
}

/** [C, H, W] as one row, channel last: (row * W + column) * C + channel. */
export function flattened({ shape, data }: Tensor3): Float32Array {
  const [channels] = shape;
  const cells = sizeOf(shape) / channels;
  const vector = new Float32Array(data.length);
  for (let channel = 0; channel < channels; channel += 1) {
    for (let cell = 0; cell < cells; cell += 1) {
      vector[cell * channels + channel] = data[channel * cells + cell] ?? 0;
    }
  }
  return vector;
}

/** Whether one of the layers has the unit. */
export function hasUnit(layers: readonly LayerSummary[], { layer, cell }: UnitAddress): boolean {
  const found = layers.find(({ name }) => name === layer);
  return found !== undefined && isInside(cell, found.shape);
}

/** Whether a layer of `shape` has the cell. */
export function isInside(
  { channel, row, column }: GridCell,
  [channels, height, width]: Shape3,
): boolean {
  return isBelow(channel, channels) && isBelow(row, height) && isBelow(column, width);
}

function isBelow(index: number, count: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < count;
}

/** Min, max, mean, share of zeros, and where two of them stand. */
const ENTRY = 4;
const PLACE = { 'global-max': 1, 'global-average': 2 } as const;

/** One number a channel, from the statistics of the channels. */
export function pooled(statistics: Float32Array, kind: keyof typeof PLACE): Float32Array {
  return Float32Array.from(
    { length: statistics.length / ENTRY },
    (_, channel) => statistics[ENTRY * channel + PLACE[kind]] ?? 0,
  );
}
