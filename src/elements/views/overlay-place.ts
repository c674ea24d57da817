/** Where a unit and its map lie on the picture. Pure arithmetic. */
import { cellOfFlattened, clipRectangle, fieldOfCell, placementOfMap } from '../../math/index.ts';
import type { Extent, Rectangle } from '../../math/index.ts';
import type { LayerSummary, UnitAddress } from '../../session/index.ts';

/** The map to lay over the picture for a unit, and the unit's place on it. */
export interface OverlaySubject {
  readonly layer: LayerSummary;
  readonly address: UnitAddress;
}

/** The layer of that name. */
export function layerNamed(
  layers: readonly LayerSummary[],
  name: string | null | undefined,
): LayerSummary | null {
  return layers.find((layer) => layer.name === name) ?? null;
}

/** The unit itself, or, for a flattened one, the cell it was copied from; null where there is no such layer. */
export function overlaySubject(
  layers: readonly LayerSummary[],
  unit: UnitAddress,
): OverlaySubject | null {
  const layer = layerNamed(layers, unit.layer);
  const before = layerNamed(layers, layer?.before);
  if (!layer) return null;
  if (layer.kind !== 'flatten' || !before) return { layer, address: unit };
  const cell = cellOfFlattened(unit.cell.channel, before.shape);
  return { layer: before, address: { layer: before.name, cell } };
}

/** Whether the map says more than one number for the whole picture. */
export function hasPlaces({ shape, kind }: LayerSummary): boolean {
  const isSlid = kind === 'convolution' || kind === 'max-pool' || kind === 'average-pool';
  return isSlid || shape[1] * shape[2] > 1;
}

/** The field of a unit: all of it, and what of it lies on the picture. */
export function fieldsOn(
  { layer, address: { cell } }: OverlaySubject,
  picture: Extent,
): { readonly whole: Rectangle; readonly seen: Rectangle } {
  const whole = fieldOfCell(layer.fields, cell.row, cell.column);
  return { whole, seen: clipRectangle(whole, picture) };
}

/** What of the picture lies above, left of, right of and below a part of it. */
export function sidesOf({ x, y, width, height }: Rectangle, picture: Extent): readonly Rectangle[] {
  const [right, bottom] = [x + width, y + height];
  return [
    { x: 0, y: 0, width: picture.width, height: y },
    { x: 0, y, width: x, height },
    { x: right, y, width: picture.width - right, height },
    { x: 0, y: bottom, width: picture.width, height: picture.height - bottom },
  ];
}

/** The square of the picture that the cell stands for. */
export function squareOfCell({ layer, address: { cell } }: OverlaySubject): Rectangle {
  const { x, y } = placementOfMap(layer.fields, layer.shape);
  const [{ jump: height }, { jump: width }] = layer.fields;
  return { x: x + cell.column * width, y: y + cell.row * height, width, height };
}

/** The cell whose square holds a point of the picture (the nearest one at the edges). */
export function cellAtPoint(
  { fields, shape }: LayerSummary,
  x: number,
  y: number,
): { readonly row: number; readonly column: number } {
  const placement = placementOfMap(fields, shape);
  const along = (point: number, start: number, jump: number, count: number): number =>
    Math.max(0, Math.min(count - 1, Math.floor((point - start) / jump)));
  return {
    row: along(y, placement.y, fields[0].jump, shape[1]),
    column: along(x, placement.x, fields[1].jump, shape[2]),
  };
}
