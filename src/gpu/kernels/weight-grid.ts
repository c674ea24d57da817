/** The view of learned values: slices of one filter, or whole filters as RGB pictures. */
import { ShapeError } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import type { GridLayout } from '../../math/index.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Draw } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import type { StructValues } from '../struct.ts';
import { BySlice, bindingsOf, variantOfFormat } from './stored-weights.ts';
import type { StoredWeights } from './stored-weights.ts';
import { weightPlace } from './weights.ts';
import type { WeightLayout } from './weights.ts';

export const WEIGHT_GRID = defineKernel({
  name: 'weight_grid',
  file: 'view/weight_grid.wgsl',
  stage: 'fragment',
  bindings: [
    { name: 'weights', kind: 'read' },
    { name: 'scales', kind: 'read' },
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
  variants: [variantOfFormat('f32'), variantOfFormat('f16'), variantOfFormat('q8')],
});

type WeightGridFields = typeof WEIGHT_GRID.params;

/** The prepared view of the weights of one layer. */
export interface WeightGrid extends Disposable {
  /** The draw that shows `view`. Makes nothing. Throws ShapeError for whole filters that lie in several slices. */
  show(view: WeightGridView): Draw;
}

/** Which learned values are shown. */
export interface WeightGridView {
  readonly layout: GridLayout;
  /** Where the weights stand in their slice. */
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

/** The view of `weights` in a diverging `colormap`. */
export async function prepareWeightGrid(
  gpu: Gpu,
  label: string,
  format: GPUTextureFormat,
  {
    weights,
    layout,
    colormap,
  }: {
    readonly weights: StoredWeights;
    readonly layout: WeightLayout;
    readonly colormap: GpuBuffer;
  },
): Promise<Owned<WeightGrid>> {
  const kernel = await gpu.renderKernel(WEIGHT_GRID, format, variantOfFormat(weights.format));
  const nothing = { layout: NO_LAYOUT, weights: layout, output: 0, swap: false, largest: 1 };
  const draws = new BySlice(weights, (slice) =>
    kernel.prepare({
      label,
      params: weightGridParams(nothing, 0),
      resources: { ...bindingsOf(slice), colormap },
    }),
  );
  return {
    show: (view) => {
      if (view.output === null && draws.all.length > 1) throw scattered(label, draws.all.length);
      const { made, row } = draws.of(view.output ?? 0);
      made.setParams(weightGridParams(view, row));
      return made;
    },
    dispose: () => {
      for (const draw of draws.all) draw.dispose();
    },
  };
}

function scattered(label: string, slices: number): ShapeError {
  const shapes = `whole filters out of ${String(slices)} slices`;
  return new ShapeError('shape-mismatch', `${label}: ${shapes}`, { operation: label, shapes });
}

/** The parameters that show `view`, whose output is row `row` of its slice. */
function weightGridParams(
  { layout, weights, output, swap, largest }: WeightGridView,
  row: number,
): StructValues<WeightGridFields> {
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
    base: output === null ? 0 : weightPlace(weights, row, 0),
    tile_block: tiles.block,
    tile_lane: tiles.lane,
    tap_stride: tap,
    color_stride: inputs.lane,
    rgb: output === null ? 1 : 0,
    swap: swap ? 1 : 0,
    largest,
  };
}
