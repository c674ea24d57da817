/** How large a layer is drawn in the diagram, and where its learned values come from. Pure arithmetic. */
import type { LayerSummary } from '../../session/index.ts';
import { sizeOf } from '../../math/index.ts';

/** Width and height of a layer's block, CSS pixels. */
export interface Figure {
  readonly width: number;
  readonly height: number;
}

/** Room for the largest block. */
export interface FigureRoom {
  readonly width: number;
  readonly height: number;
}

const THINNEST = 3;

/**
 * Height falls with the logarithm of the spatial size, width grows with the square root of the depth, both
 * within `room`. Layers of maps share the width among them; the long rows of dense layers take all of it.
 */
export function figureOf(
  layer: LayerSummary,
  layers: readonly LayerSummary[],
  room: FigureRoom,
): Figure {
  const spatial = layers.map(({ shape }) => Math.max(shape[1], shape[2]));
  const deepest = Math.max(
    1,
    ...layers.filter(({ shape }) => shape[1] * shape[2] > 1).map(({ shape }) => shape[0]),
  );
  const [depth, height, width] = layer.shape;
  const share = Math.log2(1 + Math.max(height, width)) / Math.log2(1 + Math.max(1, ...spatial));
  const depthShare = Math.min(1, Math.sqrt(depth / deepest));
  return {
    width: Math.round(Math.max(THINNEST, room.width * depthShare)),
    height: Math.round(Math.max(THINNEST, room.height * share ** 2)),
  };
}

/** `128 × 128 × 16`, or only `200` where there is no space left. */
export function shapeText(layer: LayerSummary): string {
  const [depth, height, width] = layer.shape;
  return height === 1 && width === 1 ? `${depth}` : `${height}×${width}×${depth}`;
}

/** The name within its block: `conv2` for `block3_conv2`. */
export function shortName(layer: LayerSummary): string {
  const prefix = `${layer.block ?? ''}_`;
  return layer.block && layer.name.startsWith(prefix)
    ? layer.name.slice(prefix.length)
    : layer.name;
}

/** `3×3 × 64 × 128 + 128` for a layer with weights; null where the numbers do not fit such a product. */
export function weightsFormula(
  layer: LayerSummary,
  before: LayerSummary | undefined,
  count: (value: number) => string,
): string | null {
  if (!before || layer.parameters === 0) return null;
  const out = layer.shape[0];
  if (layer.kind === 'dense') {
    const inputs = sizeOf(before.shape);
    const fits = layer.parameters === inputs * out + out;
    return fits ? `${count(inputs)} × ${count(out)} + ${count(out)}` : null;
  }
  if (layer.kind !== 'convolution') return null;
  const area = (layer.parameters - out) / (before.shape[0] * out);
  const side = Math.sqrt(area);
  if (!Number.isInteger(side) || side < 1) return null;
  return `${side}×${side} × ${count(before.shape[0])} × ${count(out)} + ${count(out)}`;
}

/** By how much a pooling layer divides the size of the maps before it, if by a whole number. */
export function poolFactor(layer: LayerSummary, before: LayerSummary | undefined): number | null {
  const factor = before ? Math.round(before.shape[1] / layer.shape[1]) : 0;
  return factor > 1 ? factor : null;
}
