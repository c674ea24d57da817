/** The dreams that are shipped with the studio: one sheet of pictures a layer, each fetched when its layer is looked at. */
import { JsonValue } from '../../io/index.ts';
import type { DreamModel } from './dream-model.ts';
import type { DreamPicture, DreamPlace } from './dream-types.ts';

/** A dream of the gallery. */
export interface GalleryDream {
  readonly picture: DreamPicture;
  readonly steps: number;
  readonly first: number;
  readonly last: number;
}

/** What the gallery was grown by: nothing else is in it. */
export const GALLERY_RECIPE = 'studio';
export const GALLERY_SEED = 0;

/** Beside the weights: the models that have one. */
const LIST = 'galleries.json';

/** One layer of the index. */
interface Sheet {
  readonly file: string;
  readonly columns: number;
  readonly size: number;
  readonly steps: number;
  readonly channels: readonly number[];
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** How addresses become what is read of them. */
export interface GalleryReader {
  readonly json: (url: URL) => Promise<unknown>;
  readonly image: (url: URL) => Promise<CanvasImageSource>;
}

/** Reads what belongs to the page. */
export const GALLERY_READER: GalleryReader = {
  json: async (url) => (await answer(url)).json() as Promise<unknown>,
  image: async (url) => createImageBitmap(await (await answer(url)).blob()),
};

/** See the head of the file. */
export class Gallery {
  readonly #list: URL;
  readonly #base: URL;
  readonly #model: DreamModel;
  readonly #reader: GalleryReader;
  #index: Promise<ReadonlyMap<string, Sheet>> | null = null;
  readonly #images = new Map<string, Promise<CanvasImageSource | null>>();

  /** `base`: where the weights are. */
  constructor(base: URL, model: DreamModel, reader: GalleryReader) {
    this.#list = new URL(LIST, base);
    this.#base = new URL(`dreams/${model.id}/`, base);
    this.#model = model;
    this.#reader = reader;
  }

  /** Null where it has none, or it cannot be read. */
  async find({ layer, channel }: DreamPlace): Promise<GalleryDream | null> {
    if (this.#model.checksums.length === 0) return null;
    this.#index ??= this.#read().catch(() => new Map<string, Sheet>());
    const sheet = (await this.#index).get(layer);
    const tile = sheet?.channels.indexOf(channel) ?? -1;
    if (!sheet || tile < 0) return null;
    const image = await this.#imageOf(sheet.file);
    const [first, last] = [sheet.first[tile], sheet.last[tile]];
    if (!image || first === undefined || last === undefined) return null;
    const { size, columns, steps } = sheet;
    const [x, y] = [(tile % columns) * size, Math.floor(tile / columns) * size];
    return { picture: { image, x, y, size }, steps, first, last };
  }

  #imageOf(file: string): Promise<CanvasImageSource | null> {
    const known = this.#images.get(file);
    if (known) return known;
    const image = this.#reader.image(new URL(file, this.#base)).catch(() => null);
    this.#images.set(file, image);
    return image;
  }

  async #read(): Promise<ReadonlyMap<string, Sheet>> {
    const list = new JsonValue(await this.#reader.json(this.#list), LIST);
    // Asking for what is not there would be an error in the page's console.
    const models = list.field('models').items();
    if (!models.some((id) => id.text() === this.#model.id)) return new Map();
    const url = new URL('index.json', this.#base);
    const index = new JsonValue(await this.#reader.json(url), 'dreams/index.json');
    // Of other weights there are other dreams.
    const isOurs = this.#model.checksums.includes(index.field('weights').text());
    if (index.field('version').number() !== 1 || !isOurs) return new Map();
    const sheets = index.field('layers').entries();
    return new Map(
      sheets.flatMap(([layer, value]) => {
        const sheet = sheetOf(value);
        return sheet ? [[layer, sheet] as const] : [];
      }),
    );
  }
}

/** Null for one that was grown by anything unusual. */
function sheetOf(value: JsonValue): Sheet | null {
  const isUsual =
    value.field('recipe').text() === GALLERY_RECIPE &&
    value.field('seed').number() === GALLERY_SEED;
  if (!isUsual) return null;
  const numbers = (name: string): readonly number[] =>
    value
      .field(name)
      .list()
      .map((one) => one.number());
  return {
    file: value.field('file').text(),
    columns: value.field('columns').count(),
    size: value.field('size').count(),
    steps: value.field('steps').count(),
    channels: numbers('channels'),
    first: numbers('first'),
    last: numbers('last'),
  };
}

async function answer(url: URL): Promise<Response> {
  const response = await fetch(url);
  if (response.ok) return response;
  throw new RangeError(`${url.href} answered ${String(response.status)}.`);
}
