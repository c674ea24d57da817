/** What the values of a link may be, and how a query is written and read: what cannot be read is named. Knows no setting. */

/** Puts `value` into a query unless it is as usual. */
export type Writer = (key: string, value: string | number | boolean, usual?: unknown) => void;

/** A query to be written: `text` is it, with marks that need no escape as they are. */
export function writeQuery(): { readonly put: Writer; readonly text: () => string } {
  const query = new URLSearchParams();
  return {
    put: (key, value, usual) => {
      if (value !== usual) query.set(key, String(value));
    },
    text: () =>
      query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%3B', ';'),
  };
}

/** The value of `key` as `read` makes of it: undefined where there is none, or none that makes sense. */
export type Taker = <T>(key: string, read: (text: string) => T | undefined) => T | undefined;

/** A query to be read; `unread` gets the keys whose value made no sense. */
export function readQuery(text: string): { readonly take: Taker; readonly unread: string[] } {
  const query = new URLSearchParams(text);
  const unread: string[] = [];
  return {
    unread,
    take: (key, read) => {
      const found = query.get(key);
      if (found === null) return undefined;
      const value = read(found);
      if (value === undefined) unread.push(key);
      return value;
    },
  };
}

/** A name of a model, a layer or a picture. */
export function name(text: string): string | undefined {
  return /^[\w.-]{1,80}$/.test(text) ? text : undefined;
}

/** A whole number from 1 to 99999. */
export function count(text: string): number | undefined {
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;
}

/** 1 or 0. */
export function flag(text: string): boolean | undefined {
  return text === '1' || text === '0' ? text === '1' : undefined;
}

/** One of some words. */
export function oneOf<T extends string>(choices: readonly T[]): (text: string) => T | undefined {
  return (text) => choices.find((choice) => choice === text);
}

/** A number from `least` to `most`. */
export function between({
  least,
  most,
}: {
  readonly least: number;
  readonly most: number;
}): (text: string) => number | undefined {
  return (text) => {
    const value = number(text);
    return value !== undefined && value >= least && value <= most ? value : undefined;
  };
}

/** Any number in decimal notation. */
export function number(text: string): number | undefined {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

type Pruned<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what is undefined, which an exact optional property may not be. */
export function pruned<T extends object>(values: T): Pruned<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Pruned<T>;
}
