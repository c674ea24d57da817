/** The pictures of a lab as pixels of the size that is asked for: drawn figures, samples, and a file of the person's own. */
import { PictureError } from '../../base/index.ts';
import type { Pair } from '../../math/index.ts';
import { decodePicture, fetchPicture } from '../picture-reader.ts';
import type { Bilingual, SamplePicture } from '../types.ts';
import { LAB_FIGURES, figureLimits, figurePixels } from './lab-figures.ts';
import type { LabPicture } from './lab-types.ts';

/** RGBA bytes, row by row. */
export interface LabPixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** A picture that can be drawn in any size. */
interface Source {
  readonly image: ImageBitmap;
  readonly title: Bilingual;
}

const RGBA = 4;
/** The picture of one's own. */
export const OWN_PICTURE = 'own';
/** The live one. */
export const CAMERA = 'camera';

/** Where a lab's pictures come from; keeps the last one it has drawn, and closes what it has opened. */
export class LabPictures {
  readonly list: readonly LabPicture[];
  readonly #samples: readonly SamplePicture[];
  readonly #sources = new Map<string, Source>();
  #drawn: { readonly key: string; readonly pixels: LabPixels } | null = null;

  constructor(samples: readonly SamplePicture[], hasCamera: boolean) {
    this.#samples = samples;
    const camera = { id: CAMERA, title: { en: 'Camera', ja: 'カメラ' } };
    this.list = [
      ...LAB_FIGURES.map(({ id, title }) => ({ id, title })),
      ...samples.map(({ id, title }) => ({ id, title })),
      ...(hasCamera ? [camera] : []),
    ];
  }

  /** Decodes a file, which becomes the picture of one's own. Throws PictureError. */
  async open(file: Blob, name: string): Promise<void> {
    const { bitmap } = await decodePicture(file, name);
    this.use(bitmap, { en: name, ja: name });
  }

  /** Makes a decoded picture one's own; it belongs to the lab from now on. */
  use(image: ImageBitmap, title: Bilingual): void {
    this.#sources.get(OWN_PICTURE)?.image.close();
    this.#sources.set(OWN_PICTURE, { image, title });
    this.#drawn = null;
  }

  /** Whether there is a picture of that name. */
  has(id: string): boolean {
    return id === OWN_PICTURE ? this.#sources.has(id) : this.list.some((one) => one.id === id);
  }

  titleOf(id: string): Bilingual {
    const found = this.#sources.get(id) ?? this.list.find((one) => one.id === id);
    return found?.title ?? { en: id, ja: id };
  }

  /** What is black and what white in a figure of small numbers; null: 0 and 255. */
  limitsOf(id: string): { readonly low: number; readonly high: number } | null {
    return figureLimits(id);
  }

  /** The picture with `side` pixels along its longer side. Throws PictureError where it cannot be had. */
  async pixels(id: string, side: number, signal: AbortSignal): Promise<LabPixels> {
    const key = `${id} ${String(side)}`;
    if (this.#drawn?.key === key) return this.#drawn.pixels;
    const pixels = figurePixels(id, side) ?? draw((await this.#source(id, signal)).image, side);
    this.#drawn = { key, pixels };
    return pixels;
  }

  dispose(): void {
    for (const { image } of this.#sources.values()) image.close();
    this.#sources.clear();
  }

  async #source(id: string, signal: AbortSignal): Promise<Source> {
    const known = this.#sources.get(id);
    if (known) return known;
    const sample = this.#samples.find((one) => one.id === id);
    if (!sample) throw new PictureError('lab-no-picture', `There is no picture ${id}.`, { id });
    const { bitmap } = await decodePicture(await fetchPicture(sample.url, signal), sample.url);
    const source = { image: bitmap, title: sample.title };
    this.#sources.set(id, source);
    return source;
  }
}

/** A picture or a frame of a video, made smaller in one step as the browser does it best. */
export function draw(
  image: CanvasImageSource & { readonly width: number; readonly height: number },
  side: number,
  isMirrored = false,
): LabPixels {
  const scale = side / Math.max(image.width, image.height);
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('The browser gives no canvas.');
  context.imageSmoothingQuality = 'high';
  if (isMirrored) context.setTransform(-1, 0, 0, 1, width, 0);
  context.drawImage(image, 0, 0, width, height);
  return { data: context.getImageData(0, 0, width, height).data, width, height };
}

/** The picture moved down and right by so many cells; what comes in at the border repeats its edge. */
export function shifted({ data, width, height }: LabPixels, [rows, columns]: Pair): LabPixels {
  if (rows === 0 && columns === 0) return { data, width, height };
  const pixels = new Uint32Array(data.slice().buffer);
  const moved = new Uint32Array(pixels.length);
  const clamp = (index: number, extent: number): number => Math.max(0, Math.min(extent - 1, index));
  for (let row = 0; row < height; row += 1) {
    const first = clamp(row - rows, height) * width;
    for (let column = 0; column < width; column += 1) {
      moved[row * width + column] = pixels[first + clamp(column - columns, width)] ?? 0;
    }
  }
  return { data: new Uint8ClampedArray(moved.buffer, 0, RGBA * moved.length), width, height };
}
