/** What the GPU would paint, painted by the CPU for the gallery: maps, patches, filters. No GPU, no session. */
import { COLORMAPS, scaleLimits, scaleShare, tileOrigin } from '../math/index.ts';
import type { ColormapName, Extent, GridLayout, Limits, Rectangle } from '../math/index.ts';
import type { Legend, MapPaint, ViewSettings } from '../session/index.ts';

const BYTES = 4;
const LAST = 255;
const DARKEST_DIMMED = 0.25;

/** From a value to its place on the colour map. */
export type Placement = (value: number) => number;

/** Smallest and largest of some values. */
export function rangeOf(maps: readonly Float32Array[]): { min: number; max: number } {
  let [min, max] = [Infinity, -Infinity];
  for (const map of maps) {
    for (const value of map) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min <= max ? { min, max } : { min: 0, max: 0 };
}

/** What the legend says of a layer with these maps. */
export function legendOf(maps: readonly Float32Array[], view: ViewSettings): Legend {
  const range = rangeOf(maps);
  const diverging = range.min < 0;
  const colormap = diverging ? view.signedColormap : view.colormap;
  const limits = view.scale === 'channel' ? null : limitsOf(range, view, diverging, null);
  return { colormap, limits, diverging, range };
}

/** The colours of one map of a layer. */
export function placementFor(
  map: Float32Array,
  { diverging, range }: Legend,
  view: ViewSettings,
): Placement {
  const limits = limitsOf(range ?? { min: 0, max: 1 }, view, diverging, map);
  const scale = { scale: 'fixed', gamma: view.gamma, diverging } as const;
  return (value) => scaleShare(scale, limits, value);
}

function limitsOf(
  { min, max }: { min: number; max: number },
  view: ViewSettings,
  diverging: boolean,
  map: Float32Array | null,
): Limits {
  const own = map ? rangeOf([map]) : { min, max };
  const channel = { lo: own.min, hi: own.max };
  const layer = { lo: min, hi: max };
  switch (view.scale) {
    case 'channel':
      return scaleLimits({ scale: 'channel', diverging }, layer, channel);
    case 'fixed':
      return scaleLimits({ scale: 'fixed', ...view.limits, diverging }, layer, channel);
    case 'network':
      return scaleLimits({ scale: 'layer', diverging }, { lo: min, hi: max * 1.6 }, channel);
    case 'percentile': {
      const share = (2 * view.percentile) / 100 - 1;
      return scaleLimits(
        { scale: 'layer', diverging },
        { lo: min * share, hi: max * share },
        channel,
      );
    }
    default:
      return scaleLimits({ scale: 'layer', diverging }, layer, channel);
  }
}

/** One map in colours, one pixel a cell. */
export function colored(
  map: Float32Array,
  width: number,
  name: ColormapName,
  place: Placement,
): ImageData {
  const table = COLORMAPS[name];
  const pixels = new ImageData(width, map.length / width);
  map.forEach((value, i) => {
    const at = 3 * Math.round(place(value) * LAST);
    pixels.data.set([table[at] ?? 0, table[at + 1] ?? 0, table[at + 2] ?? 0, LAST], BYTES * i);
  });
  return pixels;
}

/** Draws `pixels` over a rectangle of the canvas. */
export function drawPixels(
  context: CanvasRenderingContext2D,
  pixels: ImageData,
  { x, y, width, height }: Rectangle,
  smooth = false,
): void {
  const small = new OffscreenCanvas(pixels.width, pixels.height);
  small.getContext('2d')?.putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = smooth || width < pixels.width;
  context.drawImage(small, x, y, width, height);
}

/** Paints all maps of a layer in `order` as tiles. */
export function paintGrid(
  canvas: HTMLCanvasElement,
  layout: GridLayout,
  maps: readonly Float32Array[],
  mapWidth: number,
  order: readonly number[],
  view: ViewSettings,
): void {
  resize(canvas, layout);
  const context = canvas.getContext('2d');
  if (!context) return;
  const legend = legendOf(maps, view);
  order.forEach((channel, position) => {
    const map = maps[channel] ?? new Float32Array(1);
    const pixels = colored(map, mapWidth, legend.colormap, placementFor(map, legend, view));
    const box = {
      ...tileOrigin(layout, position),
      width: layout.tileWidth,
      height: layout.tileHeight,
    };
    const dead = view.dimDead && map.every((value) => value === 0);
    context.globalAlpha = dead ? DARKEST_DIMMED : 1;
    drawPixels(context, pixels, box);
  });
}

/** Paints one map over all of a canvas. */
export function paintMap(
  canvas: HTMLCanvasElement,
  size: Extent,
  map: Float32Array,
  mapWidth: number,
  paint: MapPaint,
  legend: Legend,
  view: ViewSettings,
): void {
  resize(canvas, size);
  const context = canvas.getContext('2d');
  if (!context) return;
  const place = placementFor(map, legend, view);
  const all = { x: 0, y: 0, ...size };
  if (paint.style === 'color') {
    drawPixels(context, colored(map, mapWidth, legend.colormap, place), all, paint.smooth);
    return;
  }
  const shares = map.map((value) => place(value));
  if (paint.style === 'glow') {
    const pixels = colored(map, mapWidth, legend.colormap, place);
    shares.forEach((share, i) => (pixels.data[BYTES * i + 3] = Math.round(share * LAST)));
    drawPixels(context, pixels, all, paint.smooth);
    return;
  }
  if (paint.style === 'mask') drawPixels(context, masked(shares, mapWidth), all, paint.smooth);
  else drawContour(context, shares, mapWidth, size, paint.level);
}

/** Black where the map is weak, clear where it is strong. */
function masked(shares: Float32Array, width: number): ImageData {
  const pixels = new ImageData(width, shares.length / width);
  shares.forEach((share, i) => (pixels.data[BYTES * i + 3] = Math.round((1 - share) * LAST)));
  return pixels;
}

/** The edges of the cells above `level`: dark under light, so that it shows on any picture. */
function drawContour(
  context: CanvasRenderingContext2D,
  shares: Float32Array,
  width: number,
  size: Extent,
  level: number,
): void {
  const height = shares.length / width;
  const [cellWidth, cellHeight] = [size.width / width, size.height / height];
  const above = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && (shares[y * width + x] ?? 0) >= level;
  const path = new Path2D();
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x <= width; x++) {
      const [left, top] = [x * cellWidth, y * cellHeight];
      if (above(x, y) !== above(x - 1, y)) path.rect(left, top, 0, cellHeight);
      if (above(x, y) !== above(x, y - 1)) path.rect(left, top, cellWidth, 0);
    }
  }
  for (const [color, thick] of [
    ['#000', 3],
    ['#fff', 1],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = thick;
    context.stroke(path);
  }
}

/** Gives the canvas its size, which clears it. */
export function resize(canvas: HTMLCanvasElement, { width, height }: Extent): void {
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
}
