/** Names under which dreams are remembered: the same name, the same picture. Knows no page and no storage. */
import type { DreamRecipe } from '../../math/dream/index.ts';
import type { DreamPlace } from './dream-types.ts';

const PRIME = 0x01000193;
const SEEDS = [0x811c9dc5, 0x1b873593] as const;
const HEX = 16;
const DIGITS = 8;

/** What is grown, and so from what. */
export interface DreamName extends DreamPlace {
  /** Of the recipe with all its numbers. */
  readonly hash: string;
  readonly seed: number;
}

/** Fits file names. */
export function keyOf({ layer, channel, hash, seed }: DreamName): string {
  return [layer, channel, hash, seed].join('.');
}

/** A short name for anything made of plain values, whatever the order of its fields. */
export function hashOf(value: unknown): string {
  const text = JSON.stringify(ordered(value));
  const bytes = new TextEncoder().encode(text);
  return hashOfBytes(bytes);
}

/** A short name for bytes: FNV-1a twice. */
export function hashOfBytes(bytes: Uint8Array): string {
  return SEEDS.map((seed) => {
    const found = bytes.reduce((hash, byte) => Math.imul(hash ^ byte, PRIME), seed);
    return (found >>> 0).toString(HEX).padStart(DIGITS, '0');
  }).join('');
}

/** A recipe's id says nothing of its numbers: pictures of equal numbers are equal. */
export function hashOfRecipe({ id: _, ...numbers }: DreamRecipe): string {
  return hashOf(numbers);
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(fields.map(([name, part]) => [name, ordered(part)]));
}
