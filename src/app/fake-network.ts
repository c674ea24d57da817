/** A made-up VGG: its layers, and a value for every unit, computed by the CPU for the gallery. No GPU, no session. */
import { createRandom } from '../base/index.ts';
import { PIXEL_FIELD, clipRectangle, widenField, windowOfCell } from '../math/index.ts';
import type { GridCell, ReceptiveField, Rectangle, WindowGeometry } from '../math/index.ts';
import type { LayerKind, LayerSummary } from '../session/index.ts';

const MINI: readonly (readonly number[])[] = [
  [16, 16],
  [32, 32],
  [64, 64, 64],
  [128, 128, 128],
  [128, 128, 128],
];
/** Convolutions a block, and channels of each. */
const VGG16 = [2, 2, 3, 3, 3];
const VGG19 = [2, 2, 4, 4, 4];
const VGG_CHANNELS = [64, 128, 256, 512, 512];
const CLASSES = 200;
const IMAGENET_CLASSES = 1000;
const WIDE = 4096;
const BYTES = 4;
const WHITE = 255;
const CONVOLUTION: WindowGeometry = {
  size: [3, 3],
  stride: [1, 1],
  padding: [1, 1],
  dilation: [1, 1],
};
const POOL: WindowGeometry = { size: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1] };

function vggBlocks(counts: readonly number[]): (readonly number[])[] {
  return counts.map((count, i) => Array<number>(count).fill(VGG_CHANNELS[i] ?? 1));
}

/** The layers of Kawasemi-mini, of `vgg16` or of `vgg19`, at an input of `size` pixels. */
export function fakeLayers(size: number, architecture = 'mini'): LayerSummary[] {
  const isMini = architecture === 'mini';
  const blocks = isMini ? MINI : vggBlocks(architecture === 'vgg19' ? VGG19 : VGG16);
  const layers: LayerSummary[] = [];
  let [depth, side, field]: [number, number, ReceptiveField] = [3, size, PIXEL_FIELD];
  const add = (
    name: string,
    kind: LayerKind,
    parameters: number,
    rest: Partial<LayerSummary> = {},
  ): void => {
    layers.push({
      name,
      kind,
      shape: [depth, side, side],
      parameters,
      receptiveField: { size: field.size, jump: field.jump },
      fields: [field, field],
      before: layers.at(-1)?.name ?? null,
      window: null,
      activation: null,
      block: null,
      ...rest,
    });
  };
  const slide = ({
    size: [window],
    stride: [stride],
    padding: [padding],
  }: WindowGeometry): void => {
    field = widenField(field, { window, stride, padding });
  };
  add('input', 'input', 0);
  blocks.forEach((convolutions, index) => {
    const block = `block${index + 1}`;
    convolutions.forEach((channels, i) => {
      const parameters = 9 * depth * channels + channels;
      depth = channels;
      slide(CONVOLUTION);
      const rest = { block, window: CONVOLUTION, activation: 'relu' } as const;
      add(`${block}_conv${i + 1}`, 'convolution', parameters, rest);
    });
    side = Math.max(1, side >> 1);
    slide(POOL);
    add(`${block}_pool`, 'max-pool', 0, { block, window: POOL });
  });
  field = widenField(field, { window: side, stride: side });
  const dense = (name: string, units: number, rest: Partial<LayerSummary> = {}): void => {
    const parameters = depth * units + units;
    depth = units;
    add(name, 'dense', parameters, rest);
  };
  if (isMini) {
    side = 1;
    add('global_average_pool', 'global-average-pool', 0);
    dense('predictions', CLASSES, { activation: 'softmax' });
    return layers;
  }
  depth *= side * side;
  side = 1;
  add('flatten', 'flatten', 0);
  dense('fc1', WIDE, { activation: 'relu' });
  dense('fc2', WIDE, { activation: 'relu' });
  dense('predictions', IMAGENET_CLASSES, { activation: 'softmax' });
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

/** The weight between an output and an input channel, at a tap: the same whenever it is asked for. */
export function fakeWeights(
  seed: number,
  output: number,
  input: number,
  taps: number,
): Float32Array {
  const random = createRandom(seed * 7919 + output * 613 + input);
  return Float32Array.from({ length: taps }, () => (random() + random() - 1) * 0.6);
}

/** A number that is a layer's own. */
export function seedOf(layer: LayerSummary): number {
  return layer.name.length * 31 + layer.parameters;
}

/** All values of all layers for one picture, made when they are asked for. */
export class FakeMaps {
  readonly #layers: ReadonlyMap<string, LayerSummary>;
  readonly #image: CanvasImageSource & { width: number; height: number };
  #picture: OffscreenCanvas | null = null;
  readonly #known = new Map<string, readonly Float32Array[]>();

  constructor(
    layers: readonly LayerSummary[],
    image: CanvasImageSource & { width: number; height: number },
  ) {
    this.#layers = new Map(layers.map((layer) => [layer.name, layer]));
    this.#image = image;
  }

  /** The picture as the network gets it. */
  picture(side: number): OffscreenCanvas {
    if (!this.#picture) {
      this.#picture = new OffscreenCanvas(side, side);
      this.#picture.getContext('2d')?.putImageData(squareOf(this.#image, side), 0, 0);
    }
    return this.#picture;
  }

  /** One array a channel. */
  of(name: string): readonly Float32Array[] {
    let maps = this.#known.get(name);
    const layer = this.#layers.get(name);
    if (!maps && layer) {
      maps = this.#make(layer);
      this.#known.set(name, maps);
    }
    return maps ?? [];
  }

  value(name: string, { channel, row, column }: GridCell): number {
    const width = this.#layers.get(name)?.shape[2] ?? 1;
    return this.of(name)[channel]?.[row * width + column] ?? 0;
  }

  #make(layer: LayerSummary): readonly Float32Array[] {
    const [count, height, width] = layer.shape;
    const before = layer.before === null ? [] : this.of(layer.before);
    switch (layer.kind) {
      case 'input':
        return inputMaps(squareOf(this.#image, height));
      case 'max-pool':
        return before.map((map) => pooled(map, width));
      case 'global-average-pool':
        return before.map((map) => Float32Array.of(map.reduce((a, b) => a + b, 0) / map.length));
      case 'dense': {
        const random = createRandom(before.length);
        const powers = Array.from({ length: count }, () => Math.exp(9 * random()));
        const total = powers.reduce((a, b) => a + b, 0);
        return powers.map((power) => Float32Array.of(power / total));
      }
      default: {
        const pixels = squareOf(this.#image, height);
        const depth = Math.log2(128 / width);
        return Array.from({ length: count }, (_, c) => convolved(pixels, c, seedOf(layer), depth));
      }
    }
  }
}

/** The cells of `area` row by row; 0 beyond the border. */
export function cellsUnder(map: Float32Array, width: number, area: Rectangle): Float32Array {
  const height = map.length / width;
  return Float32Array.from({ length: area.width * area.height }, (_, i) => {
    const x = area.x + (i % area.width);
    const y = area.y + Math.floor(i / area.width);
    return x >= 0 && y >= 0 && x < width && y < height ? (map[y * width + x] ?? 0) : 0;
  });
}

/** The cells under the window of a pooling unit, inside the map. */
export function poolArea(layer: LayerSummary, before: LayerSummary, cell: GridCell): Rectangle {
  const [, height, width] = before.shape;
  const extent = { width, height };
  if (!layer.window) return { x: 0, y: 0, ...extent };
  return clipRectangle(windowOfCell(layer.window, cell.row, cell.column), extent);
}

function inputMaps({ data, width, height }: ImageData): Float32Array[] {
  return [0, 1, 2].map((channel) =>
    Float32Array.from(
      { length: width * height },
      (_, i) => ((data[BYTES * i + channel] ?? 0) / WHITE - 0.46) / 0.22,
    ),
  );
}

function pooled(map: Float32Array, width: number): Float32Array {
  const wide = Math.round(Math.sqrt(map.length));
  return Float32Array.from({ length: width * width }, (_, i) => {
    const at = 2 * Math.floor(i / width) * wide + 2 * (i % width);
    return Math.max(map[at] ?? 0, map[at + 1] ?? 0, map[at + wide] ?? 0, map[at + wide + 1] ?? 0);
  });
}

/** One plausible map: a random 3x3 filter over the picture at the layer's size, rectified. */
function convolved(pixels: ImageData, channel: number, seed: number, depth: number): Float32Array {
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
        sum += ((kernel[tap] ?? 0) - keep * mean) * (value / WHITE);
      }
      map[y * width + x] = Math.max(0, sum - depth * 0.03);
    }
  }
  return map;
}
