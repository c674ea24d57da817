/**
 * Finished dreams on disk, one file each, in one folder for each way that a layer was grown: nothing is grown twice, nothing
 * is taken for what it is not, and parts made on several machines are joined by copying. Knows no GPU.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DreamRecipe } from '../../src/math/dream/index.ts';
import { JsonValue } from '../../src/io/index.ts';

/** How a layer is grown. */
export interface LayerGrowth {
  readonly layer: string;
  /** Complete. */
  readonly recipe: DreamRecipe;
  readonly seed: number;
}

/** A finished dream. */
export interface FinishedDream {
  readonly size: number;
  /** RGB, row by row. */
  readonly pixels: Uint8Array;
  /** What the objective was before the first step and is now, not transformed. */
  readonly first: number;
  readonly last: number;
}

const MARK_DIGITS = 12;
const COLORS = 3;

/** See the head of the file. */
export class KeptDreams {
  /** Where they lie. */
  readonly folder: string;
  readonly #weights: string;

  /** `weights`: checksum of the weights that they were grown with. */
  constructor(folder: string, weights: string) {
    this.folder = folder;
    this.#weights = weights;
  }

  /** By channel, in order; what cannot be read is as good as not there. */
  async read(growth: LayerGrowth): Promise<ReadonlyMap<number, FinishedDream>> {
    const folder = this.#folderOf(growth);
    const names = await readdir(folder).catch(() => []);
    const channels = names
      .flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
    const dreams = new Map<number, FinishedDream>();
    for (const channel of channels) {
      const dream = await readDream(join(folder, nameOf(channel))).catch(() => null);
      if (dream) dreams.set(channel, dream);
    }
    return dreams;
  }

  async write(growth: LayerGrowth, channel: number, dream: FinishedDream): Promise<void> {
    const folder = this.#folderOf(growth);
    await mkdir(folder, { recursive: true });
    const path = join(folder, nameOf(channel));
    const { first, last, size } = dream;
    const pixels = Buffer.from(dream.pixels).toString('base64');
    // Whole or not at all, whenever the machine stops.
    await writeFile(`${path}.new`, JSON.stringify({ first, last, size, pixels }));
    await rename(`${path}.new`, path);
  }

  /** Weights, recipe and seed are in the name: any other number makes another picture. */
  #folderOf({ layer, recipe, seed }: LayerGrowth): string {
    const all = JSON.stringify([this.#weights, recipe, seed]);
    const mark = createHash('sha256').update(all).digest('hex').slice(0, MARK_DIGITS);
    return join(this.folder, `${layer}-${mark}`);
  }
}

function nameOf(channel: number): string {
  return `${channel}.json`;
}

/** Null for one of another length than it says. */
async function readDream(path: string): Promise<FinishedDream | null> {
  const json = new JsonValue(JSON.parse(await readFile(path, 'utf8')), path);
  const size = json.field('size').count();
  const pixels = new Uint8Array(Buffer.from(json.field('pixels').text(), 'base64'));
  if (pixels.length !== size * size * COLORS) return null;
  return { size, pixels, first: json.field('first').number(), last: json.field('last').number() };
}
