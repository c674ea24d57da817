/** Two canvases with many small pictures, painted by the CPU for the gallery: the network rail and the filters. */
import { COLORMAPS, tileOrigin } from '../math/index.ts';
import type { Extent, GridLayout } from '../math/index.ts';
import type {
  LayerSummary,
  RailPlace,
  ViewSettings,
  WeightsFacts,
  WeightsSubject,
} from '../session/index.ts';
import { fakeWeights } from './fake-network.ts';
import type { FakeMaps } from './fake-network.ts';
import { colored, drawPixels, legendOf, placementFor, rangeOf, resize } from './fake-paint.ts';

const BYTES = 4;
const LAST = 255;
const PRIMARIES = ['red', 'green', 'blue'];

/** The strongest map of each place, or one of the picture's three in its own colour. */
export function paintRail(
  canvas: HTMLCanvasElement,
  size: Extent,
  places: readonly RailPlace[],
  layers: readonly LayerSummary[],
  maps: FakeMaps,
  view: ViewSettings,
): void {
  resize(canvas, size);
  const context = canvas.getContext('2d');
  if (!context) return;
  for (const place of places) {
    const layer = layers.find(({ name }) => name === place.layer);
    if (!layer) continue;
    const all = maps.of(layer.name);
    const primary = PRIMARIES.indexOf(place.what);
    if (primary >= 0) {
      drawPixels(
        context,
        tinted(all[primary] ?? new Float32Array(1), layer.shape[2], primary),
        place,
      );
      continue;
    }
    const sums = all.map((map) => map.reduce((a, b) => a + b, 0));
    const map = all[sums.indexOf(Math.max(...sums))] ?? new Float32Array(1);
    const legend = legendOf(all, view);
    const shares = placementFor(map, legend, { ...view, scale: 'channel' });
    drawPixels(context, colored(map, layer.shape[2], legend.colormap, shares), place);
  }
}

function tinted(map: Float32Array, width: number, primary: number): ImageData {
  const { min, max } = rangeOf([map]);
  const pixels = new ImageData(width, map.length / width);
  map.forEach((value, i) => {
    pixels.data[BYTES * i + primary] = ((value - min) / (max - min || 1)) * LAST;
    pixels.data[BYTES * i + 3] = LAST;
  });
  return pixels;
}

/** One tile a filter (RGB) or a slice (diverging colours). */
export function paintWeights(
  canvas: HTMLCanvasElement,
  layout: GridLayout,
  seed: number,
  { shape: [, , rows, columns], largest }: WeightsFacts,
  { output }: WeightsSubject,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const taps = rows * columns;
  for (let tile = 0; tile < layout.count; tile++) {
    const pixels = new ImageData(columns, rows);
    if (output === null) {
      const slices = [0, 1, 2].map((input) => fakeWeights(seed, tile, input, taps));
      for (let i = 0; i < taps; i++) {
        const rgb = slices.map((slice) => LAST * (0.5 + (0.5 * (slice[i] ?? 0)) / largest));
        pixels.data.set([...rgb, LAST], BYTES * i);
      }
    } else {
      const table = COLORMAPS['blue-red'];
      fakeWeights(seed, output, tile, taps).forEach((weight, i) => {
        const at = 3 * Math.round(LAST * (0.5 + (0.5 * weight) / largest));
        pixels.data.set([...table.subarray(at, at + 3), LAST], BYTES * i);
      });
    }
    const box = { ...tileOrigin(layout, tile), width: layout.tileWidth, height: layout.tileHeight };
    drawPixels(context, pixels, box);
  }
}
