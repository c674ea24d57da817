/**
 * Reads the header of NumPy's own file format, versions 1.0 to 3.0: a Python dictionary of three entries, parsed by hand.
 * Knows no archive. Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { formatError } from './format-error.ts';

/** What an array says of itself. */
export interface NpyHeader {
  /** NumPy's name of the number format: `<f4`, `<U12`. */
  readonly descr: string;
  /** Whether the first index moves fastest. */
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly dataAt: number;
}

const MAGIC = [0x93, ...Array.from('NUMPY', (letter) => letter.charCodeAt(0))];
const VERSION_AT = MAGIC.length;
const LENGTH_AT = VERSION_AT + 2;
const SHORT_LENGTH_BYTES = 2;
const LONG_LENGTH_BYTES = 4;
/** Bytes that say how long the header is. */
export const NPY_PREFIX_BYTES = LENGTH_AT + LONG_LENGTH_BYTES;
/** NumPy itself refuses longer ones unless told otherwise. */
const MAX_HEADER_BYTES = 10_000;
/** As in NumPy 2. */
const MAX_RANK = 64;

/** Length of the whole header, from its first `NPY_PREFIX_BYTES`. Throws WeightsError `weights-format`. */
export function npyHeaderBytes(prefix: Uint8Array, name: string): number {
  const isNpy = prefix.length >= NPY_PREFIX_BYTES && MAGIC.every((byte, i) => prefix[i] === byte);
  if (!isNpy) throw formatError(`${name} is not a NumPy array`);
  const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
  const [major = 0, minor = 0] = prefix.subarray(VERSION_AT, LENGTH_AT);
  if (major < 1 || major > 3 || minor !== 0) {
    throw formatError(`${name} is in version ${String(major)}.${String(minor)} of NumPy's format`);
  }
  const length = major === 1 ? view.getUint16(LENGTH_AT, true) : view.getUint32(LENGTH_AT, true);
  if (length > MAX_HEADER_BYTES) throw formatError(`the header of ${name} is too long`);
  return LENGTH_AT + (major === 1 ? SHORT_LENGTH_BYTES : LONG_LENGTH_BYTES) + length;
}

/** The header from exactly its bytes. Throws WeightsError `weights-format`. */
export function parseNpyHeader(bytes: Uint8Array, name: string): NpyHeader {
  const isShort = bytes[VERSION_AT] === 1;
  const textAt = LENGTH_AT + (isShort ? SHORT_LENGTH_BYTES : LONG_LENGTH_BYTES);
  const text = new TextDecoder().decode(bytes.subarray(textAt));
  const entries = new PythonText(text, name).dictionary();
  const { descr, fortran_order: fortran, shape } = Object.fromEntries(entries);
  if (entries.size !== 3 || typeof fortran !== 'boolean' || !isShape(shape)) {
    throw formatError(`the header of ${name} lacks its number format, its order or its shape`);
  }
  if (typeof descr !== 'string') throw formatError(`${name} is a table, not an array of numbers`);
  return { descr, fortran, shape, dataAt: bytes.length };
}

function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length <= MAX_RANK;
}

type PythonValue = string | boolean | readonly number[] | null;

/** The few words of Python that such a header has. */
class PythonText {
  readonly #text: string;
  readonly #name: string;
  #at = 0;

  constructor(text: string, name: string) {
    this.#text = text;
    this.#name = name;
  }

  dictionary(): ReadonlyMap<string, PythonValue> {
    const entries = new Map<string, PythonValue>();
    this.#take(/\{/y);
    while (!this.#sees(/\}/y)) {
      const key = this.#string();
      this.#take(/:/y);
      if (entries.has(key)) throw formatError(`the header of ${this.#name} has ${key} twice`);
      entries.set(key, this.#value());
      if (!this.#sees(/,/y)) {
        this.#take(/\}/y);
        break;
      }
    }
    this.#take(/$/y);
    return entries;
  }

  #value(): PythonValue {
    if (this.#sees(/True\b/y)) return true;
    if (this.#sees(/False\b/y)) return false;
    if (this.#sees(/\(/y)) return this.#tuple();
    // A list describes a table; what is in it does not matter.
    if (this.#sees(/\[[^\]]*\]/y)) return null;
    return this.#string();
  }

  #string(): string {
    return this.#take(/'[^'"\\\n]*'|"[^'"\\\n]*"/y).slice(1, -1);
  }

  #tuple(): readonly number[] {
    const numbers: number[] = [];
    while (!this.#sees(/\)/y)) {
      const extent = Number(this.#take(/(?:0|[1-9]\d*)/y));
      if (!Number.isSafeInteger(extent)) throw this.#refusal();
      numbers.push(extent);
      if (this.#sees(/,/y)) continue;
      // (3) is a number in Python, not a tuple.
      if (numbers.length < 2) throw this.#refusal();
      this.#take(/\)/y);
      break;
    }
    return numbers;
  }

  #take(token: RegExp): string {
    const found = this.#match(token);
    if (found === null) throw this.#refusal();
    return found;
  }

  #sees(token: RegExp): boolean {
    return this.#match(token) !== null;
  }

  #match(token: RegExp): string | null {
    const space = /\s*/y;
    space.lastIndex = this.#at;
    space.exec(this.#text);
    token.lastIndex = space.lastIndex;
    const found = token.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at = token.lastIndex;
    return found;
  }

  #refusal(): Error {
    return formatError(`the header of ${this.#name} is not a dictionary as NumPy writes it`);
  }
}
