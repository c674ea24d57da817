/** Maps and weights as PNG files, with legend and caption. */
import { layoutGrid } from '../../math/index.ts';
import type { Extent, GridLayout, Shape3 } from '../../math/index.ts';
import type { CanvasView, LayerSummary, UnitAddress, WeightsFacts } from '../../session/index.ts';
import { layerNamed } from '../views/overlay-place.ts';
import { withShots } from './canvas-shot.ts';
import {
  commonFacts,
  legendOfFilters,
  legendOfMap,
  legendOfMaps,
  legendOfSlices,
  tell,
  wordsOf,
} from './captions.ts';
import type { TakeSource } from './captions.ts';
import { fileName } from './file-name.ts';
import { pageStyle } from './page-style.ts';
import { composeSheet } from './sheet.ts';
import type { Sheet } from './sheet.ts';
import { pngOf } from './taken-file.ts';
import type { TakenFile } from './taken-file.ts';

/** Pixels. */
const ROOM = 1600;
const GAP = 4;
const MIN_TILE = 40;
const MANY = 1024;
const GAP_OF_MANY = 2;
const MIN_TILE_OF_MANY = 8;
const ENLARGED = 1024;

type Told = Omit<Sheet, 'size' | 'draw'>;

/** All maps of the selected layer. */
export async function pictureOfMaps(source: TakeSource, layer: LayerSummary): Promise<TakenFile> {
  const { sheet } = wordsOf(source).take;
  const [count, height, width] = layer.shape;
  const { sort } = source.session.view.peek();
  const order = wordsOf(source).colour.sort.by[sort];
  const sorted = sort === 'index' ? [] : [tell(source, sheet.sorted, { order })];
  const told = {
    legend: legendOfMaps(source, layer.name),
    title: layer.name,
    facts: [tell(source, sheet.maps, { count, height, width }), ...sorted, ...commonFacts(source)],
  };
  const layout = layoutOf(layer.shape);
  const attach = (canvas: HTMLCanvasElement): CanvasView => {
    const view = source.session.attachGrid(canvas);
    view.setLayout(layout);
    return view;
  };
  return saved(source, attach, layout, told, [layer.name, 'maps']);
}

/** The map of one channel, every cell the same whole number of pixels. */
export async function pictureOfMap(source: TakeSource, address: UnitAddress): Promise<TakenFile> {
  const { sheet } = wordsOf(source).take;
  const { layer, cell } = address;
  const [, height, width] = layerNamed(source.session.layers.peek(), layer)?.shape ?? [1, 1, 1];
  const told = {
    legend: await legendOfMap(source, address),
    title: tell(source, sheet.unit, { layer, channel: cell.channel }),
    facts: [tell(source, sheet.map, { height, width }), ...commonFacts(source)],
  };
  const times = Math.max(1, Math.floor(ENLARGED / Math.max(height, width)));
  const size = { width: width * times, height: height * times };
  const attach = (canvas: HTMLCanvasElement): CanvasView => {
    const view = source.session.attachMap(canvas);
    view.show(address, { style: 'color', level: 0, smooth: false }, size);
    return view;
  };
  return saved(source, attach, size, told, [layer, `channel${cell.channel}`]);
}

/** The slices of one filter, or all filters as pictures where `filter` is null. */
export async function pictureOfWeights(
  source: TakeSource,
  layer: LayerSummary,
  facts: WeightsFacts,
  filter: number | null,
): Promise<TakenFile> {
  const { sheet } = wordsOf(source).take;
  const [count, inputs, rows, columns] = facts.shape;
  const layout = layoutOf([filter === null ? count : inputs, rows, columns]);
  const shape = { count, inputs, rows, columns };
  const told = {
    legend: filter === null ? legendOfFilters(source, facts) : legendOfSlices(source, facts),
    title: filter === null ? layer.name : tell(source, sheet.filter, { layer: layer.name, filter }),
    facts: [tell(source, filter === null ? sheet.filters : sheet.slices, shape)],
  };
  const attach = (canvas: HTMLCanvasElement): CanvasView => {
    const view = source.session.attachWeights(canvas);
    view.show({ layer: layer.name, output: filter }, layout);
    return view;
  };
  const part = filter === null ? 'filters' : `filter${filter}`;
  const model = source.session.model.peek()?.name ?? '';
  return saved(source, attach, layout, { ...told, facts: [...told.facts, model] }, [
    layer.name,
    part,
  ]);
}

function layoutOf(shape: Shape3): GridLayout {
  const many = shape[0] > MANY;
  return layoutGrid({
    shape,
    width: ROOM,
    height: ROOM,
    gap: many ? GAP_OF_MANY : GAP,
    minTile: many ? MIN_TILE_OF_MANY : MIN_TILE,
  });
}

async function saved(
  source: TakeSource,
  attach: (canvas: HTMLCanvasElement) => CanvasView,
  { width, height }: Extent,
  told: Told,
  parts: readonly string[],
): Promise<TakenFile> {
  const { session } = source;
  const sheet = await withShots(session, [attach], ([canvas]) =>
    composeSheet(
      {
        ...told,
        size: { width, height },
        draw: (context) => {
          session.paintNow();
          if (canvas) context.drawImage(canvas, 0, 0);
        },
      },
      pageStyle(document),
    ),
  );
  const name = fileName([session.model.peek()?.id ?? null, ...parts], 'png');
  return { name, blob: await pngOf(sheet) };
}
