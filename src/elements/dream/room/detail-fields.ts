/** A recipe as fields that a person can fill in, made from its structure, and what a field changes. Pure. */
import type { DreamRecipe } from '../../../math/dream/index.ts';
import { ASCENTS, FIRST_OCTAVES, KINDS, LISTS, limitOf } from './detail-kinds.ts';
import type { Limit } from './detail-kinds.ts';

/** Where in the recipe: names, and numbers of entries of lists. */
export type DetailPath = readonly (string | number)[];

interface Place {
  readonly path: DetailPath;
  /** Of the words for it. */
  readonly name: string;
}

/** A part of a recipe, to be shown. */
export type DetailField = Place &
  (
    | { readonly kind: 'number'; readonly value: number; readonly limit: Limit }
    | { readonly kind: 'numbers'; readonly value: readonly number[]; readonly limit: Limit }
    | { readonly kind: 'choice'; readonly value: string; readonly options: readonly string[] }
    | { readonly kind: 'flag'; readonly value: boolean }
    | { readonly kind: 'group'; readonly fields: readonly DetailField[] }
    | {
        readonly kind: 'list';
        readonly entries: readonly DetailEntry[];
        /** Kinds that may be added. */
        readonly kinds: readonly string[];
      }
  );

/** An entry of a list, named by its kind. */
export type DetailEntry = Place & { readonly fields: readonly DetailField[] };

/** Anything inside a recipe. */
type Part = null | boolean | number | string | readonly Part[] | { readonly [name: string]: Part };
type Node = Readonly<Record<string, Part>>;

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  framing: ['crop', 'resize'],
  distribution: ['uniform', 'normal'],
  shape: ['gaussian', 'box'],
  range: ['1', '255'],
  'optimiser.by': Object.keys(ASCENTS),
  'upkeep.by': ['length', 'benefit'],
  'variation.power': ['1', '2'],
};
/** Numbers that one field of several may have. */
export const MOST_NUMBERS = 64;

/** The fields of a recipe, in its own order. */
export function detailFields(recipe: DreamRecipe): readonly DetailField[] {
  return fieldsOf(nodeOf(recipe), []);
}

/** What is at `path`; undefined where there is nothing. */
export function valueAt(recipe: DreamRecipe, path: DetailPath): unknown {
  return path.reduce<unknown>(
    (part, name) => (isObject(part) ? (part as Record<string | number, unknown>)[name] : undefined),
    recipe,
  );
}

/** The recipe with `value` at `path`; what is undefined is taken out of its list. */
export function withValue(recipe: DreamRecipe, path: DetailPath, value: unknown): DreamRecipe {
  return replaced(recipe, path, value) as DreamRecipe;
}

/** The recipe after a choice: another kind brings numbers of its own. */
export function withChoice(recipe: DreamRecipe, path: DetailPath, option: string): DreamRecipe {
  const name = path.at(-1);
  const [top] = path;
  const above = path.slice(0, -1);
  switch (name) {
    case 'kind':
      return withValue(recipe, above, KINDS[String(top)]?.[option]);
    case 'by':
      if (top !== 'optimiser') return withValue(recipe, path, option);
      return withValue(recipe, above, ASCENTS[option as keyof typeof ASCENTS]);
    case 'octaves':
      return withValue(recipe, path, option === 'none' ? null : FIRST_OCTAVES);
    case 'center': {
      const range = Number(valueAt(recipe, ['parameters', 'range']));
      return withValue(recipe, path, option === 'mean' ? 'mean' : range / 2);
    }
    case 'range': {
      // The noise to begin with stays as bright as it was.
      const scale = Number(option) / Number(valueAt(recipe, path));
      const scaled = (part: unknown): unknown => (typeof part === 'number' ? part * scale : part);
      const start = [...above, 'start'];
      const changed = ['center', 'spread'].reduce(
        (one, key) => withValue(one, [...start, key], scaled(valueAt(recipe, [...start, key]))),
        recipe,
      );
      return withValue(changed, path, Number(option));
    }
    case 'power':
      return withValue(recipe, path, Number(option));
    default:
      return withValue(recipe, path, option);
  }
}

/** The recipe with one more entry in one of its lists. */
export function withEntry(recipe: DreamRecipe, path: DetailPath, kind: string): DreamRecipe {
  const list = valueAt(recipe, path);
  const entry = LISTS[String(path[0])]?.[kind];
  if (!Array.isArray(list) || !entry) return recipe;
  const entries: readonly unknown[] = list;
  return withValue(recipe, path, [...entries, entry]);
}

/** What of `recipe` is not as in `usual`; null where all is. */
export function detailsOf(recipe: DreamRecipe, usual: DreamRecipe): Partial<DreamRecipe> | null {
  const own: Node = nodeOf(usual);
  const changed = Object.entries(nodeOf(recipe)).filter(([name, part]) => !isSame(part, own[name]));
  return changed.length > 0 ? Object.fromEntries(changed) : null;
}

/** Whether both recipes have the same at `path`. */
export function isUsual(recipe: DreamRecipe, usual: DreamRecipe, path: DetailPath): boolean {
  return isSame(valueAt(recipe, path), valueAt(usual, path));
}

/** What was typed as a number within the limit; null where it is none. Wide digits count as digits. */
export function readNumber(text: string, { least, most, isWhole = false }: Limit): number | null {
  const typed = text.normalize('NFKC').trim().replaceAll('\u2212', '-');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(typed)) return null;
  const value = Number(typed);
  const fits = value >= least && value <= most && (!isWhole || Number.isInteger(value));
  return fits ? value : null;
}

/** Numbers with commas, or blanks, between them; null where one is none, or there are none or too many. */
export function readNumbers(text: string, limit: Limit): readonly number[] | null {
  const parts = text
    .normalize('NFKC')
    .split(/[,;、\s]+/)
    .filter(Boolean);
  const values = parts.map((part) => readNumber(part, limit));
  const known = values.filter((value) => value !== null);
  const isGood = known.length > 0 && known.length === parts.length;
  return isGood && known.length <= MOST_NUMBERS ? known : null;
}

/** A number as it is typed: no more digits than it has. */
export function typedNumber(value: number): string {
  const rounded = Number(value.toPrecision(12));
  return String(rounded);
}

function fieldsOf(node: Node, path: DetailPath): readonly DetailField[] {
  return Object.entries(node).flatMap(([name, part]) =>
    name === 'id' ? [] : fieldOf(part, [...path, name], node),
  );
}

function fieldOf(part: Part, path: DetailPath, node: Node): readonly DetailField[] {
  const name = String(path.at(-1));
  const [top = ''] = path;
  const kind = textOf(node.kind);
  const limit = limitOf(typeof node.shape === 'string' ? node.shape : kind, name);
  if (name === 'kind') {
    // An entry of a list is taken out or put in as a whole.
    const options = path.length === 2 ? Object.keys(KINDS[String(top)] ?? {}) : [];
    return options.length > 0 ? [{ kind: 'choice', path, name, value: textOf(part), options }] : [];
  }
  if (name === 'octaves') return octaveFields(part, path);
  if (name === 'center' && node.distribution !== undefined) return centreFields(part, path, node);
  const options = CHOICES[`${kind}.${name}`] ?? CHOICES[`${String(top)}.${name}`] ?? CHOICES[name];
  if (options) return [{ kind: 'choice', path, name, value: textOf(part), options }];
  if (typeof part === 'number') return [{ kind: 'number', path, name, value: part, limit }];
  if (typeof part === 'boolean') return [{ kind: 'flag', path, name, value: part }];
  if (isList(part)) {
    const numbers = part.filter((one) => typeof one === 'number');
    if (!(name in LISTS)) return [{ kind: 'numbers', path, name, value: numbers, limit }];
    return [listField(part, path, name)];
  }
  return isNode(part) ? [{ kind: 'group', path, name, fields: fieldsOf(part, path) }] : [];
}

function listField(part: readonly Part[], path: DetailPath, name: string): DetailField {
  const entries = part.flatMap((entry, index): readonly DetailEntry[] => {
    if (!isNode(entry)) return [];
    const at = [...path, index];
    return [{ path: at, name: textOf(entry.kind), fields: fieldsOf(entry, at) }];
  });
  return { kind: 'list', path, name, entries, kinds: Object.keys(LISTS[name] ?? {}) };
}

function octaveFields(part: Part, path: DetailPath): readonly DetailField[] {
  const value = part === null ? 'none' : 'octaves';
  const choice: DetailField = {
    kind: 'choice',
    path,
    name: 'kind',
    value,
    options: ['none', 'octaves'],
  };
  const fields = isNode(part) ? [choice, ...fieldsOf(part, path)] : [choice];
  return [{ kind: 'group', path, name: 'octaves', fields }];
}

function centreFields(part: Part, path: DetailPath, node: Node): readonly DetailField[] {
  const choice: DetailField = {
    kind: 'choice',
    path,
    name: 'center',
    value: part === 'mean' ? 'mean' : 'number',
    options: ['number', 'mean'],
  };
  if (typeof part !== 'number') return [choice];
  const limit = limitOf(textOf(node.kind), 'center');
  return [choice, { kind: 'number', path, name: 'centerNumber', value: part, limit }];
}

function replaced(part: unknown, path: DetailPath, value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (Array.isArray(part)) {
    const list: readonly unknown[] = part;
    return list.flatMap((one, index) => {
      if (index !== name) return [one];
      const next = replaced(one, rest, value);
      return next === undefined ? [] : [next];
    });
  }
  const node = isObject(part) ? part : {};
  return { ...node, [name]: replaced((node as Record<string, unknown>)[name], rest, value) };
}

/** A recipe is nothing but data. */
function nodeOf(recipe: DreamRecipe): Node {
  return recipe as unknown as Node;
}

/** Names and numbers as text. */
function textOf(part: Part | undefined): string {
  return typeof part === 'string' || typeof part === 'number' ? String(part) : '';
}

function isObject(part: unknown): part is object {
  return typeof part === 'object' && part !== null;
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}

function isNode(part: Part): part is Node {
  return isObject(part) && !Array.isArray(part);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
