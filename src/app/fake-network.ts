/** A made-up VGG with made-up maps, painted by the CPU, for the gallery. No GPU, no session. */
import { createRandom } from '../base/index.ts';
import { COLORMAPS, tileOrigin } from '../math/index.ts';
import type { GridLayout } from '../math/index.ts';
import type { LayerKind, LayerSummary, ViewSettings } from '../session/index.ts';

const BLOCKS: readonly (readonly number[])[] = [
  [16, 16],
  [32, 32],
  [64, 64, 64],
  [128, 128, 128],
  [128, 128, 128],
];
const CLASSES = 200;
const BYTES = 4;

/** The layers of Kawasemi-mini at an input of `size` pixels. */
export function fakeLayers(size: number): LayerSummary[] {
  const layers: LayerSummary[] = [];
  let [depth, side, field, jump] = [3, size, 1, 1];
  const add = (name: string, kind: LayerKind, parameters: number, block: string | null): void => {
    const receptiveField = { size: field, jump };
    layers.push({ name, kind, shape: [depth, side, side], parameters, receptiveField, block });
  };
  add('input', 'input', 0, null);
  BLOCKS.forEach((convolutions, index) => {
    const block = `block${index + 1}`;
    convolutions.forEach((channels, i) => {
      const parameters = 9 * depth * channels + channels;
      depth = channels;
      field += 2 * jump;
      add(`${block}_conv${i + 1}`, 'convolution', parameters, block);
    });
    side = Math.max(1, side >> 1);
    field += jump;
    jump *= 2;
    add(`${block}_pool`, 'max-pool', 0, block);
  });
  side = 1;
  add('global_average_pool', 'global-average-pool', 0, null);
  const parameters = depth * CLASSES + CLASSES;
  depth = CLASSES;
  add('predictions', 'dense', parameters, null);
  return layers;
}

/** Pixels of a picture as the network would get it: a square, centre cropped. */
export function squareOf(
  image: CanvasImageSource & { width: number; height: number },
  size: number,
): ImageData {
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no 2D canvas.');
  const side = Math.min(image.width, image.height);
  const [left, top] = [(image.width - side) / 2, (image.height - side) / 2];
  context.drawImage(image, left, top, side, side, 0, 0, size, size);
  return context.getImageData(0, 0, size, size);
}

/** One plausible map: a random 3x3 filter over the picture at the layer's size, rectified. */
function fakeMap(pixels: ImageData, channel: number, seed: number, depth: number): Float32Array {
  const random = createRandom(seed * 1009 + channel);
  const kernel = Array.from({ length: 27 }, () => random() - 0.5);
  const mean = kernel.reduce((sum, value) => sum + value, 0) / kernel.length;
  const keep = random() < 0.25 ? 0.4 : 1;
  const { width, height, data } = pixels;
  const map = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let tap = 0; tap < 27; tap++) {
        const row = Math.min(height - 1, Math.max(0, y + Math.floor((tap % 9) / 3) - 1));
        const column = Math.min(width - 1, Math.max(0, x + (tap % 3) - 1));
        const value = data[BYTES * (row * width + column) + Math.floor(tap / 9)] ?? 0;
        sum += ((kernel[tap] ?? 0) - keep * mean) * (value / 255);
      }
      map[y * width + x] = Math.max(0, sum - depth * 0.03);
    }
  }
  return map;
}

/** Paints all maps of `layer` on `canvas`, as the session would on the GPU; returns the largest value. */
export function paintMaps(
  canvas: HTMLCanvasElement,
  layout: GridLayout,
  layer: LayerSummary,
  image: CanvasImageSource & { width: number; height: number },
  view: ViewSettings,
): number {
  canvas.width = layout.width;
  canvas.height = layout.height;
  const context = canvas.getContext('2d');
  if (!context) return 0;
  const [count, height, width] = layer.shape;
  const pixels = squareOf(image, height);
  const depth = Math.log2(128 / height);
  const seed = layer.name.length * 31 + layer.parameters;
  const maps = Array.from({ length: count }, (_, c) => fakeMap(pixels, c, seed, depth));
  const largest = Math.max(...maps.map((map) => map.reduce((a, b) => Math.max(a, b), 0)), 1e-6);
  const table = COLORMAPS[view.colormap];
  context.imageSmoothingEnabled = layout.tileWidth < width;
  maps.forEach((map, channel) => {
    const own = map.reduce((a, b) => Math.max(a, b), 1e-6);
    const limit = view.scale === 'channel' ? own : largest;
    const tile = new ImageData(width, height);
    map.forEach((value, i) => {
      const at = Math.round((value / limit) * 255) * 3;
      tile.data.set([table[at] ?? 0, table[at + 1] ?? 0, table[at + 2] ?? 0, 255], BYTES * i);
    });
    const small = new OffscreenCanvas(width, height);
    small.getContext('2d')?.putImageData(tile, 0, 0);
    const { x, y } = tileOrigin(layout, channel);
    context.drawImage(small, x, y, layout.tileWidth, layout.tileHeight);
  });
  return largest;
}
