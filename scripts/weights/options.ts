/** What a person may write behind `npm run weights --`. Knows no model. */
import { parseArgs } from 'node:util';

/** A wish, understood. */
export type Wish =
  { readonly kind: 'help' } | { readonly kind: 'list'; readonly manifest: string | null } | GetWish;

/** A model that is wanted. */
export interface GetWish {
  readonly kind: 'get';
  readonly id: string;
  readonly dense: boolean;
  /** A file that is on disk already. */
  readonly from: string | null;
  /** Instead of the address in the list. */
  readonly url: string | null;
  readonly manifest: string | null;
}

/** A wish that cannot be understood; the message is one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What `--help` shows. */
export const HELP = `Puts a model into weights/local/, from where the page takes it without any network.

  npm run weights -- ID [options]

  ID             vgg16, vgg16-keras or vgg19 (see --list)
  --dense        take the dense layers too, for class scores (some 494 MB more)
  --from FILE    take a file that is on disk already: .safetensors, .h5 or .npz
  --url URL      fetch from another address than the one in the list
  --manifest FILE  another list than weights/manifest.json
  --list         show the models, and which of them are here
  --help         show this

A download that broke off goes on where it stopped when the same command is run again.
Exit status: 0 done, 1 failed, 2 not understood.`;

/** Reads the words of a command line. Throws UsageError. */
export function readWish(words: readonly string[]): Wish {
  const { values, positionals } = parse(words);
  const { help, list, dense, from, url } = values;
  const manifest = values.manifest ?? null;
  if (help) return { kind: 'help' };
  if (list) {
    if (positionals.length > 0) throw new UsageError('--list takes no model.');
    return { kind: 'list', manifest };
  }
  const [id, surplus] = positionals;
  if (id === undefined) throw new UsageError('Which model? npm run weights -- --list shows them.');
  if (surplus !== undefined) throw new UsageError(`One model at a time: ${id} or ${surplus}.`);
  if (from !== undefined && url !== undefined) {
    throw new UsageError('Either --from FILE or --url URL, not both.');
  }
  if (url !== undefined && !/^https?:\/\/./.test(url)) {
    throw new UsageError(`${url} is not an address; it should begin with https://.`);
  }
  return { kind: 'get', id, dense, from: from ?? null, url: url ?? null, manifest };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        dense: { type: 'boolean', default: false },
        from: { type: 'string' },
        url: { type: 'string' },
        manifest: { type: 'string' },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : '').split('\n');
    throw new UsageError(`${line.replace(/\. To specify.*/, '.')} See --help.`);
  }
}
