/** What a network wants its pictures to be, from the metadata of its weights: never guessed. */
import { WeightsError } from '../base/index.ts';
import type { InputSpec } from '../math/index.ts';

const ORDERS: readonly InputSpec['order'][] = ['RGB', 'BGR'];
const RANGES: readonly InputSpec['range'][] = ['0..255', '0..1'];

/** Reads `color_order`, `value_range`, `mean`, `std`. Throws WeightsError `weights-format` when one is missing or odd. */
export function readInputSpec(metadata: ReadonlyMap<string, string>): InputSpec {
  return {
    order: oneOf(metadata, 'color_order', ORDERS),
    range: oneOf(metadata, 'value_range', RANGES),
    mean: three(metadata, 'mean', Number.isFinite),
    std: three(metadata, 'std', (value) => Number.isFinite(value) && value > 0),
  };
}

function oneOf<T extends string>(
  metadata: ReadonlyMap<string, string>,
  key: string,
  choices: readonly T[],
): T {
  const word = metadata.get(key);
  const choice = choices.find((known) => known === word);
  if (choice !== undefined) return choice;
  throw refusal(key, word, choices.join(' or '));
}

function three(
  metadata: ReadonlyMap<string, string>,
  key: string,
  isFit: (value: number) => boolean,
): readonly [number, number, number] {
  const word = metadata.get(key);
  const numbers = (word ?? '').split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  const [first = NaN, second = NaN, third = NaN] = numbers;
  if (numbers.length === 3 && numbers.every(isFit)) return [first, second, third];
  throw refusal(key, word, 'three numbers');
}

function refusal(key: string, word: string | undefined, wanted: string): WeightsError {
  const detail = `the metadata ${key} is ${word === undefined ? 'missing' : `"${word}"`}; it should be ${wanted}`;
  return new WeightsError('weights-format', `The weights could not be read: ${detail}.`, {
    detail,
  });
}
