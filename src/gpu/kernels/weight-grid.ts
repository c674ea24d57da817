/** The view of learned values: slices of one filter, or whole filters as RGB pictures. */
import type { Owned } from '../../base/index.ts';
import type { GridLayout } from '../../math/index.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Draw } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import type { StructValues } from '../struct.ts';
import { weightPlace } from './weights.ts';
import type { WeightLayout } from './weights.ts';

export const WEIGHT_GRID = defineKernel({
  name: 'weight_grid',
  file: 'view/weight_grid.wgsl',
  stage: 'fragment',
  bindings: [
    { name: 'weights', kind: 'read' },
    { name: 'colormap', kind: 'read' },
  ],
  params: {
    tiles_per_row: 'u32',
    tile_width: 'u32',
    tile_height: 'u32',
    gap: 'u32',
    count: 'u32',
    rows: 'u32',
    columns: 'u32',
    base: 'u32',
    tile_block: 'u32',
    tile_lane: 'u32',
    tap_stride: 'u32',
    color_stride: 'u32',
    rgb: 'u32',
    swap: 'u32',
    largest: 'f32',
  },
  variants: [{}],
});

/** Parameters of the view. */
export type WeightGridFields = typeof WEIGHT_GRID.params;
/** The prepared view of the weights of one layer. */
export type WeightGridDraw = Draw<WeightGridFields>;

/** Which learned values are shown. */
export interface WeightGridView {
  readonly layout: GridLayout;
  /** Where the weights stand, see `weightLayout`. */
  readonly weights: WeightLayout;
  /** The output whose slices are shown, one tile an input; null: one tile an output, three inputs as its colours. */
  readonly output: number | null;
  /** Whether the inputs stand in the order blue, green, red. */
  readonly swap: boolean;
  /** The weight at the ends of the colours. */
  readonly largest: number;
}

const NO_LAYOUT: GridLayout = {
  width: 0,
  height: 0,
  count: 0,
  columns: 0,
  rows: 0,
  tileWidth: 0,
  tileHeight: 0,
  gap: 0,
};

/** A draw of `weights` in a diverging `colormap`. Draws nothing until its parameters are set. */
export async function prepareWeightGrid(
  gpu: Gpu,
  label: string,
  format: GPUTextureFormat,
  {
    weights,
    layout,
    colormap,
  }: {
    readonly weights: GpuBuffer;
    readonly layout: WeightLayout;
    readonly colormap: GpuBuffer;
  },
): Promise<Owned<WeightGridDraw>> {
  const kernel = await gpu.renderKernel(WEIGHT_GRID, format);
  const nothing = { layout: NO_LAYOUT, weights: layout, output: 0, swap: false, largest: 1 };
  return kernel.prepare({
    label,
    params: weightGridParams(nothing),
    resources: { weights, colormap },
  });
}

/** The parameters that show `view`. */
export function weightGridParams({
  layout,
  weights,
  output,
  swap,
  largest,
}: WeightGridView): StructValues<WeightGridFields> {
  const { shape, output: outputs, input: inputs, tap } = weights;
  const tiles = output === null ? outputs : inputs;
  return {
    tiles_per_row: layout.columns,
    tile_width: layout.tileWidth,
    tile_height: layout.tileHeight,
    gap: layout.gap,
    count: Math.min(layout.count, shape[output === null ? 0 : 1]),
    rows: shape[2],
    columns: shape[3],
    base: output === null ? 0 : weightPlace(weights, output, 0),
    tile_block: tiles.block,
    tile_lane: tiles.lane,
    tap_stride: tap,
    color_stride: inputs.lane,
    rgb: output === null ? 1 : 0,
    swap: swap ? 1 : 0,
    largest,
  };
}
