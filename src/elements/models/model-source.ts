/** Which words of the catalogue say where the weights of a network come from. Pure; knows no page. */
import type { KeptModel, ModelSummary } from '../../session/index.ts';

/** A sentence of `words.models.where`. */
export type WhereName =
  | 'shipped'
  | 'local'
  | 'file'
  | 'fetched'
  | 'fetchedDense'
  | 'unsized'
  | 'kept'
  | 'keptDense'
  | 'begun'
  | 'brought';

/** Values of its places; bytes as numbers, to be written with their unit. */
export interface Where {
  readonly name: WhereName;
  /** Bytes by place. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly host: string;
}

/** The server of an address; empty where there is none. */
export function hostOf(url: string | null | undefined): string {
  return url && URL.canParse(url) ? new URL(url).host : '';
}

/** Whether all that is needed for maps is at hand without any network. */
export function isAtHand({ origin }: ModelSummary, kept: KeptModel | null): boolean {
  const isRemote = origin === 'fetched' || origin === 'brought';
  return !isRemote || kept?.hasFeatures === true;
}

/** Where the weights of `model` come from, `kept` being what the browser keeps of it. */
export function whereOf(model: ModelSummary, kept: KeptModel | null): Where {
  const { origin, bytes } = model;
  const host = hostOf(model.url);
  const where = (name: WhereName, sizes: Where['sizes'] = {}): Where => ({ name, sizes, host });
  if (origin !== 'fetched' && origin !== 'brought') return where(origin);
  const dense = bytes?.dense ?? null;
  if (kept?.hasFeatures) {
    const isMore = origin === 'fetched' && dense !== null && !kept.hasDense;
    return isMore
      ? where('keptDense', { bytes: kept.bytes, dense })
      : where('kept', { bytes: kept.bytes });
  }
  if (origin === 'brought') return where('brought');
  if (!bytes) return where('unsized');
  const { features } = bytes;
  if (kept && kept.bytes > 0) return where('begun', { bytes: kept.bytes, features });
  return dense === null
    ? where('fetched', { features })
    : where('fetchedDense', { features, dense });
}
