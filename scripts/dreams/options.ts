/** What a person may write behind `npm run dreams --`. Knows no model. */
import { parseArgs } from 'node:util';

/** A wish, understood. */
export type Wish = { readonly kind: 'help' } | GalleryWish;

/** One of several machines that share the work, from 0 on. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** A gallery that is wanted. */
export interface GalleryWish {
  readonly kind: 'gallery';
  /** Id of a model, or path of a file of weights. */
  readonly model: string;
  /** Null: all convolutions and the classes. */
  readonly layers: readonly string[] | null;
  /** In order, each once; null: all. */
  readonly channels: readonly number[] | null;
  /** Only so many of each layer. */
  readonly first: number | null;
  /** One number for each block, the last one for all that follow; null: the recipe's. */
  readonly steps: readonly number[] | null;
  readonly size: number | null;
  readonly recipe: string;
  readonly seed: number;
  /** Pictures that grow side by side; null: as the device suggests. */
  readonly slots: number | null;
  readonly out: string | null;
  readonly work: string | null;
  readonly quality: number;
  readonly shard: Shard | null;
  /** Grows nothing. */
  readonly merge: boolean;
  /** A sheet may lose pictures that it has now. */
  readonly replace: boolean;
}

/** A wish that cannot be understood; the message is one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const BEST_QUALITY = 100;

/** What `--help` shows. */
export const HELP = `Grows a gallery of what the filters of a network want most, which the page shows at once.

  npm run dreams -- MODEL [options]

  MODEL          an id of weights/manifest.json (kawasemi-mini, or one that npm run weights has put here),
                 or the path of a file of weights: .safetensors, .h5 or .npz
  --layers A,B   only these layers; all convolutions and the classes if left out
  --channels L   only these channels of each layer: 0-15 or 0,3,8-11
  --first N      only the first N of those of each layer
  --steps N      steps of each picture; several numbers are for block 1, 2 ..., the last for all that follow: 128,128,64
  --size N       pixels of a side
  --recipe ID    studio (if left out), article, book, vgg, octaves, toolbox-1 to toolbox-4
  --seed N       another beginning; 0 if left out
  --slots N      pictures that grow side by side: 4 on a graphics processor, 1 without one
  --quality N    of the sheets, 0 to 100; 90 if left out
  --out DIR      the folder of the gallery; weights/dreams/MODEL if left out
  --work DIR     the folder where finished pictures are kept one by one; .cache/dreams if left out
  --shard I/N    grows the I-th of N equal parts, and makes no sheets: for several machines. Bring what is in their
                 --work folders together in one (or let it be one that they share), then run with --merge
  --merge        grows nothing, makes the sheets of what is there
  --replace      lets a sheet lose pictures that it has now and that are not in the --work folder
  --help         show this

Ctrl+C stops at any time; the same command goes on. It grows the first 16 channels of every layer, then the next 16 and so on,
and makes the sheets after each such round, so that an unfinished gallery can be used.
On Linux it computes without a graphics processor unless KAWASEMI_GPU=real is set.
Exit status: 0 done, 1 failed or stopped, 2 not understood.`;

/** Reads the words of a command line. Throws UsageError. */
export function readWish(words: readonly string[]): Wish {
  const { values, positionals } = parse(words);
  if (values.help) return { kind: 'help' };
  const [model, surplus] = positionals;
  if (model === undefined) throw new UsageError('Which model? See --help.');
  if (surplus !== undefined) throw new UsageError(`One model at a time: ${model} or ${surplus}.`);
  const { merge, shard } = values;
  if (merge && shard !== undefined) throw new UsageError('Either --shard or --merge, not both.');
  const whole = (name: 'first' | 'size' | 'slots'): number | null => {
    const word = values[name];
    return word === undefined ? null : wholeNumber(name, word, 1);
  };
  return {
    kind: 'gallery',
    model,
    layers: values.layers === undefined ? null : listed('layers', values.layers),
    channels: values.channels === undefined ? null : readChannels(values.channels),
    first: whole('first'),
    steps:
      values.steps === undefined
        ? null
        : listed('steps', values.steps).map((word) => wholeNumber('steps', word, 1)),
    size: whole('size'),
    recipe: values.recipe,
    seed: wholeNumber('seed', values.seed, -Infinity),
    slots: whole('slots'),
    out: values.out ?? null,
    work: values.work ?? null,
    quality: wholeNumber('quality', values.quality, 0, BEST_QUALITY),
    shard: shard === undefined ? null : readShard(shard),
    merge,
    replace: values.replace,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        layers: { type: 'string' },
        channels: { type: 'string' },
        first: { type: 'string' },
        steps: { type: 'string' },
        size: { type: 'string' },
        recipe: { type: 'string', default: 'studio' },
        seed: { type: 'string', default: '0' },
        slots: { type: 'string' },
        quality: { type: 'string', default: '90' },
        out: { type: 'string' },
        work: { type: 'string' },
        shard: { type: 'string' },
        merge: { type: 'boolean', default: false },
        replace: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : '').split('\n');
    throw new UsageError(`${line.replace(/\. To specify.*/, '.')} See --help.`);
  }
}

function wholeNumber(name: string, word: string, least: number, most = Infinity): number {
  const value = /^[+-]?\d+$/.test(word) ? Number(word) : NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${name} ${word}: it takes whole numbers. See --help.`);
}

function listed(name: string, words: string): readonly string[] {
  const all = words.split(',').map((word) => word.trim());
  if (all.every((word) => word !== '')) return all;
  throw new UsageError(`--${name} ${words}: there is a comma too many.`);
}

function readChannels(words: string): readonly number[] {
  const channels = listed('channels', words).flatMap((word) => {
    const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(word) ?? [];
    const [begin, end] = [wholeNumber('channels', from, 0), wholeNumber('channels', to, 0)];
    if (end < begin) throw new UsageError(`--channels ${word}: the larger number comes last.`);
    return Array.from({ length: end - begin + 1 }, (_, n) => begin + n);
  });
  return [...new Set(channels)].sort((a, b) => a - b);
}

function readShard(word: string): Shard {
  const [, part = '', count = ''] = /^(\d+)\/(\d+)$/.exec(word) ?? [];
  const shard = { index: Number(part) - 1, count: Number(count) };
  if (shard.index >= 0 && shard.index < shard.count) return shard;
  throw new UsageError(`--shard ${word}: it takes 1/4, 2/4, 3/4 or 4/4, or the like.`);
}
