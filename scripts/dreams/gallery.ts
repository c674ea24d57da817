/** The gallery that the page reads: a sheet for each layer, and `index.json` that tells what is where. Grows nothing. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonValue } from '../../src/io/index.ts';
import type { KeptDreams, LayerGrowth } from './kept-dreams.ts';
import { layoutOf, sheetOf } from './sheet.ts';
import type { Surroundings } from './surroundings.ts';

/** A layer's part of `index.json`. */
export interface GalleryLayer {
  /** Beside the index. */
  readonly file: string;
  /** Tiles of a row. */
  readonly columns: number;
  /** Pixels of a side of a tile. */
  readonly size: number;
  readonly recipe: string;
  readonly seed: number;
  readonly steps: number;
  /** In the order of the tiles. */
  readonly channels: readonly number[];
  /** Of each, what the objective was before the first step and is now, not transformed. */
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** `index.json`. */
export interface GalleryIndex {
  readonly version: 1;
  readonly model: string;
  /** SHA-256 of the file of weights. */
  readonly weights: string;
  readonly layers: Readonly<Record<string, GalleryLayer>>;
}

/** What a gallery is made of, and where. */
export interface GalleryRequest {
  readonly folder: string;
  readonly model: string;
  readonly weights: string;
  readonly kept: KeptDreams;
  readonly quality: number;
  /** A sheet may lose pictures that it has now. */
  readonly replace: boolean;
}

const INDEX = 'index.json';
/** More of a number than anybody looks at. */
const DIGITS = 6;

/** Writes sheets and index anew where there are more dreams than before. */
export class Gallery {
  readonly #request: GalleryRequest;
  readonly #around: Pick<Surroundings, 'encodeWebp' | 'complain'>;
  /** Dreams in each sheet that this object has written. */
  readonly #written = new Map<string, number>();
  readonly #refused = new Set<string>();

  constructor(request: GalleryRequest, around: Pick<Surroundings, 'encodeWebp' | 'complain'>) {
    this.#request = request;
    this.#around = around;
  }

  /** Makes the sheets of what is kept. `growths` in the order of the network; `order`: all its layers. */
  async write(growths: readonly LayerGrowth[], order: readonly string[]): Promise<void> {
    const { folder, model, weights } = this.#request;
    await mkdir(folder, { recursive: true });
    const before = await readIndex(join(folder, INDEX)).catch(() => null);
    // What was grown of other weights is worth nothing.
    const layers = new Map(Object.entries(before?.weights === weights ? before.layers : {}));
    for (const growth of growths) {
      const made = await this.#writeSheet(growth, layers.get(growth.layer) ?? null);
      if (made) layers.set(growth.layer, made);
    }
    const inOrder = order.flatMap((name) => {
      const layer = layers.get(name);
      return layer ? [[name, layer] as const] : [];
    });
    const index: GalleryIndex = { version: 1, model, weights, layers: Object.fromEntries(inOrder) };
    await replaceFile(join(folder, INDEX), textOf(index));
  }

  /** Null where there is nothing new. */
  async #writeSheet(
    growth: LayerGrowth,
    before: GalleryLayer | null,
  ): Promise<GalleryLayer | null> {
    const { kept, folder, quality, replace } = this.#request;
    const { layer, recipe, seed } = growth;
    const dreams = await kept.read(growth);
    const channels = [...dreams.keys()];
    if (channels.length === 0 || this.#written.get(layer) === channels.length) return null;
    const lost = before?.channels.filter((channel) => !channels.includes(channel)) ?? [];
    if (lost.length > 0 && !replace) {
      if (!this.#refused.has(layer)) {
        this.#around.complain(
          `${layer} stays as it is: its sheet has ${lost.length} pictures that were not grown here. --replace makes it anew.`,
        );
      }
      this.#refused.add(layer);
      return null;
    }
    const finished = [...dreams.values()];
    const size = finished[0]?.size ?? recipe.size;
    const file = `${layer}.webp`;
    const sheet = sheetOf(
      finished.map(({ pixels }) => pixels),
      size,
    );
    await replaceFile(join(folder, file), await this.#around.encodeWebp(sheet, quality));
    this.#written.set(layer, channels.length);
    return {
      ...{ file, columns: layoutOf(finished.length, size).columns, size },
      ...{ recipe: recipe.id, seed, steps: recipe.steps, channels },
      first: finished.map(({ first }) => Number(first.toPrecision(DIGITS))),
      last: finished.map(({ last }) => Number(last.toPrecision(DIGITS))),
    };
  }
}

/** Reads `index.json`. Throws what the disk throws, SyntaxError and WeightsError. */
export async function readIndex(path: string): Promise<GalleryIndex> {
  const json = new JsonValue(JSON.parse(await readFile(path, 'utf8')), path);
  json.field('version').number(1, 1);
  const numbers = (value: JsonValue): readonly number[] => value.list().map((one) => one.number());
  const layers = json
    .field('layers')
    .entries()
    .map(([name, layer]): [string, GalleryLayer] => [
      name,
      {
        file: layer.field('file').text(),
        columns: layer.field('columns').count(),
        size: layer.field('size').count(),
        recipe: layer.field('recipe').text(),
        seed: layer.field('seed').number(),
        steps: layer.field('steps').count(),
        channels: layer.field('channels').counts(),
        first: numbers(layer.field('first')),
        last: numbers(layer.field('last')),
      },
    ]);
  return {
    version: 1,
    model: json.field('model').text(),
    weights: json.field('weights').text(),
    layers: Object.fromEntries(layers),
  };
}

/** One line a list, so that a change can be read. */
function textOf(index: GalleryIndex): string {
  const text = JSON.stringify(index, null, 2);
  return `${text.replace(/\[[^[\]]*\]/g, (list) => list.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'))}\n`;
}

async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, content);
  await rename(`${path}.new`, path);
}
