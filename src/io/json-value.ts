/** A value out of a JSON file that knows where it stands, so that a wrong one can be named. */
import { WeightsError } from '../base/index.ts';

/** A value to be read as what it should be. Every reader throws WeightsError `weights-format` {detail}. */
export class JsonValue {
  readonly #value: unknown;
  readonly #path: string;

  /** `path` names the whole in messages: `manifest.json`. */
  constructor(value: unknown, path: string) {
    this.#value = value;
    this.#path = path;
  }

  field(name: string): JsonValue {
    const value = this.#value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw this.#refusal('an object');
    }
    const found: unknown = Object.hasOwn(value, name)
      ? (value as Record<string, unknown>)[name]
      : undefined;
    return new JsonValue(found, `${this.#path}.${name}`);
  }

  /** Text that is not empty. */
  text(): string {
    if (typeof this.#value === 'string' && this.#value !== '') return this.#value;
    throw this.#refusal('text');
  }

  /** One of the given words. */
  oneOf<T extends string>(words: readonly T[]): T {
    const found = words.find((word) => word === this.#value);
    if (found !== undefined) return found;
    throw this.#refusal(words.join(' or '));
  }

  /** A finite number between `least` and `most`. */
  number(least = -Infinity, most = Infinity): number {
    const value = this.#value;
    if (typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most) {
      return value;
    }
    throw this.#refusal(`a number from ${String(least)} to ${String(most)}`);
  }

  /** A whole number from 1. */
  count(): number {
    const value = this.#value;
    if (Number.isSafeInteger(value) && Number(value) >= 1) return Number(value);
    throw this.#refusal('a whole number from 1');
  }

  /** True or false. */
  flag(): boolean {
    if (typeof this.#value === 'boolean') return this.#value;
    throw this.#refusal('true or false');
  }

  /** A list that is not empty. */
  list(): readonly JsonValue[] {
    const items = this.items();
    if (items.length > 0) return items;
    throw this.#refusal('a list');
  }

  /** A list, perhaps empty. */
  items(): readonly JsonValue[] {
    const value = this.#value;
    if (!Array.isArray(value)) throw this.#refusal('a list');
    return value.map((item, i) => new JsonValue(item, `${this.#path}[${String(i)}]`));
  }

  /** A list of exactly three numbers. */
  three(): readonly [number, number, number] {
    const numbers = this.list().map((item) => item.number());
    const [first = 0, second = 0, third = 0] = numbers;
    if (numbers.length === 3) return [first, second, third];
    throw this.#refusal('three numbers');
  }

  get isNull(): boolean {
    return this.#value === null || this.#value === undefined;
  }

  /** A list, perhaps empty, of whole numbers from 0. */
  counts(): readonly number[] {
    const value = this.#value;
    const isCount = (n: unknown): n is number => Number.isSafeInteger(n) && Number(n) >= 0;
    if (Array.isArray(value) && value.every(isCount)) return value;
    throw this.#refusal('a list of whole numbers');
  }

  /** A list, perhaps empty, of texts, perhaps empty. */
  texts(): readonly string[] {
    const value = this.#value;
    const isText = (item: unknown): item is string => typeof item === 'string';
    if (Array.isArray(value) && value.every(isText)) return value;
    throw this.#refusal('a list of texts');
  }

  /** An object with values of any kind, in its own order. */
  entries(): readonly (readonly [string, JsonValue])[] {
    const value = this.#value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw this.#refusal('an object');
    }
    return Object.keys(value).map((name) => [name, this.field(name)]);
  }

  #refusal(wanted: string): WeightsError {
    const detail = `${this.#path} is not ${wanted}`;
    return new WeightsError('weights-format', detail, { detail });
  }
}
