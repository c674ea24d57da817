/** The views against their reference, byte by byte. */
import { randomArray } from '../../base/index.ts';
import { layoutGrid, sizeOf } from '../../math/index.ts';
import type { Extent, GridRequest, Rectangle, Shape3, Tensor3 } from '../../math/index.ts';
import { mapGrid, pictureView } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import { uploadColormap } from '../kernels/color-scale.ts';
import { isCrisp, mapGridParams, prepareMapGrid } from '../kernels/map-grid.ts';
import type { MapGridScale } from '../kernels/map-grid.ts';
import { pictureViewParams, preparePictureView } from '../kernels/picture-view.ts';
import { createStatisticsBuffers, prepareStatistics } from '../kernels/statistics.ts';
import { drawn, expectPixels, expectRefusal } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Where a value falls between two bytes, or between two colours of a map, f32 may choose the other one. */
const STEPS = { grey: 1, viridis: 3 };

interface GridCase {
  readonly title: string;
  readonly shape: Shape3;
  readonly room: Omit<GridRequest, 'shape'>;
  readonly scale: 'layer' | 'channel' | 'fixed';
  /** What else is asked of the colours. */
  readonly colors?: Omit<MapGridScale, 'scale'>;
  /** Channel of each tile. */
  readonly order?: readonly number[];
  readonly change?: (data: Float32Array) => void;
}

const ROOM = { width: 96, height: 80, gap: 1, minTile: 1 };

const GRID_CASES: readonly GridCase[] = [
  { title: 'cells of several pixels', shape: [5, 3, 4], room: ROOM, scale: 'layer' },
  { title: 'one scale a channel', shape: [5, 3, 4], room: ROOM, scale: 'channel' },
  { title: 'maps shrunk into their tiles', shape: [7, 60, 50], room: ROOM, scale: 'layer' },
  {
    title: 'maps shrunk by more than 8',
    shape: [6, 150, 99],
    room: { ...ROOM, width: 40, height: 30 },
    scale: 'channel',
  },
  { title: 'tiles of one pixel', shape: [513, 7, 7], room: ROOM, scale: 'layer' },
  { title: 'a vector', shape: [43, 1, 1], room: { ...ROOM, gap: 2 }, scale: 'layer' },
  { title: 'no border', shape: [8, 5, 5], room: { ...ROOM, gap: 0 }, scale: 'layer' },
  {
    title: 'constant maps',
    shape: [3, 4, 4],
    room: ROOM,
    scale: 'channel',
    change: (data) => data.fill(2, 0, 16),
  },
  {
    title: 'only positive values',
    shape: [3, 4, 4],
    room: ROOM,
    scale: 'layer',
    change: (data) => {
      data.set(data.map((value) => 2 + value));
    },
  },
  {
    title: 'given limits and gamma',
    shape: [5, 9, 7],
    room: ROOM,
    scale: 'fixed',
    colors: { lo: -0.5, hi: 0.25, gamma: 0.5 },
  },
  {
    title: 'diverging, given limits',
    shape: [5, 9, 7],
    room: ROOM,
    scale: 'fixed',
    colors: { lo: -0.5, hi: 0.25, gamma: 2, diverging: true },
  },
  {
    title: 'diverging, by channel, one constant',
    shape: [3, 4, 4],
    room: ROOM,
    scale: 'channel',
    colors: { diverging: true },
    change: (data) => data.fill(0, 0, 16),
  },
  {
    title: 'channels in another order, dead ones dimmed',
    shape: [6, 4, 4],
    room: ROOM,
    scale: 'layer',
    colors: { dimDead: 0.25 },
    order: [5, 0, 3, 1, 4, 2],
    change: (data) => data.fill(0, 16, 32),
  },
  {
    title: 'NaN is magenta',
    shape: [6, 20, 20],
    room: ROOM,
    scale: 'layer',
    change: (data) => {
      data[3] = NaN;
      data[500] = Infinity;
      data.fill(NaN, 800, 1200);
    },
  },
];

const PICTURE_CASES: readonly (readonly [Shape3, Extent, boolean, Rectangle?])[] = [
  [[3, 9, 7], { width: 7, height: 9 }, false],
  [[3, 9, 7], { width: 31, height: 40 }, false],
  [[3, 9, 7], { width: 31, height: 40 }, true],
  [[3, 30, 40], { width: 25, height: 17 }, true],
  [[3, 1, 1], { width: 5, height: 5 }, true],
  [[3, 9, 7], { width: 30, height: 30 }, false, { x: 2, y: 3, width: 3, height: 3 }],
  [[3, 9, 7], { width: 33, height: 22 }, true, { x: -2, y: 5.5, width: 6, height: 6 }],
];

export const VIEW_CHECKS: readonly KernelCheck[] = [
  ...GRID_CASES.flatMap((one) =>
    (['grey', 'viridis'] as const).map(
      (colormap) =>
        ({
          name: `map_grid: ${one.title}, ${one.shape.join(' x ')}, ${colormap}`,
          run: async (gpu) => {
            const tensor = randomTensor(one.shape, -1, 1);
            one.change?.(tensor.data);
            const layout = layoutGrid({ shape: one.shape, ...one.room });
            const input = uploadTensor(gpu, 'check.input', tensor);
            const { channels, layer } = createStatisticsBuffers(gpu, 'check', one.shape[0]);
            const statistics = await prepareStatistics(gpu, 'check', { input, channels, layer });
            gpu.submit('check', (commands) => {
              for (const dispatch of statistics.dispatches) commands.dispatch(dispatch);
            });
            const colors = uploadColormap(gpu, 'check.colormap', colormap);
            const draw = await prepareMapGrid(gpu, 'check', 'rgba8unorm', {
              input,
              channelStats: channels,
              layerStats: layer,
              colormap: colors,
              crisp: isCrisp(layout, one.shape),
            });
            const view = { scale: one.scale, ...one.colors };
            draw.setParams(mapGridParams(layout, one.shape, view));
            if (one.order) draw.setOrder(one.order);
            const actual = await drawn(gpu, draw, layout);
            for (const item of [input, channels, layer, statistics, colors, draw]) item.dispose();
            expectPixels(
              actual,
              mapGrid(tensor, layout, {
                ...view,
                colormap,
                ...(one.order && { order: one.order }),
              }),
              layout.width,
              STEPS[colormap],
            );
          },
        }) satisfies KernelCheck,
    ),
  ),
  {
    name: 'map_grid: draws nothing before it has a layout',
    run: async (gpu) => {
      const input = createTensor(gpu, 'check.input', [4, 2, 2]);
      const { channels, layer } = createStatisticsBuffers(gpu, 'check', 4);
      const colors = uploadColormap(gpu, 'check.colormap', 'magma');
      const draw = await prepareMapGrid(gpu, 'check', 'rgba8unorm', {
        input,
        channelStats: channels,
        layerStats: layer,
        colormap: colors,
      });
      const actual = await drawn(gpu, draw, { width: 8, height: 8 });
      for (const item of [input, channels, layer, colors, draw]) item.dispose();
      expectPixels(actual, new Uint8Array(256), 8, 0);
    },
  },
  ...PICTURE_CASES.map(
    ([shape, target, smooth, source]) =>
      ({
        name:
          `picture: ${shape.join(' x ')} on ${String(target.width)} x ${String(target.height)}` +
          (smooth ? ', smooth' : '') +
          (source ? ', a part of it' : ''),
        run: async (gpu) => {
          const tensor = randomTensor(shape, -20, 275);
          const picture = uploadTensor(gpu, 'check.picture', tensor);
          const draw = await preparePictureView(gpu, 'check', 'rgba8unorm', { picture });
          draw.setParams(pictureViewParams(shape, target, { smooth, ...(source && { source }) }));
          const actual = await drawn(gpu, draw, target);
          for (const item of [picture, draw]) item.dispose();
          expectPixels(actual, pictureView(tensor, target, smooth, source), target.width, 1);
        },
      }) satisfies KernelCheck,
  ),
  {
    name: 'picture: refuses a tensor that is not RGB',
    run: async (gpu) => {
      const picture = createTensor(gpu, 'check.picture', [1, 2, 2]);
      await expectRefusal(
        () => preparePictureView(gpu, 'check', 'rgba8unorm', { picture }),
        '1 x 2 x 2',
        '3 x 2 x 2',
      );
      picture.dispose();
    },
  },
];

function randomTensor(shape: Shape3, low: number, high: number): Tensor3 {
  return { shape, data: randomArray(sizeOf(shape), 6, low, high) };
}
