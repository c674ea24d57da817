/**
 * Keeps pictures that grow side by side from resembling one another in what a layer makes of them (Lucid's diversity): all of
 * them are measured before a step of any.
 */
import type { DisposableStore } from '../../base/index.ts';
import {
  createGrams,
  prepareGram,
  prepareGramGradient,
  prepareGramValue,
} from '../../gpu/index.ts';
import type { BlockedTensor, Commands, Gpu, GpuBuffer } from '../../gpu/index.ts';
import { encodeAll } from './launches.ts';

/** What the likeness is made of, and what it is added to. */
export interface DiversityRequest {
  readonly sums: BlockedTensor;
  readonly seed: BlockedTensor;
  readonly value: GpuBuffer;
  readonly slots: number;
  readonly weight: number;
}

/** See the head of the file. Makes nothing after it was opened. */
export interface Diversity {
  /** Those who are compared from the next submit on. False: there is nobody to compare with. */
  compare(slots: readonly number[]): boolean;
  /** Keeps what the sums of a slot are now. */
  measure(commands: Commands, slot: number): void;
  /** Adds to value and seed of a slot, whose sums are there again. */
  add(commands: Commands, slot: number): void;
}

/** Makes it, owned by `owned`. Throws ShapeError, OutOfMemoryError. */
export async function openDiversity(
  gpu: Gpu,
  owned: DisposableStore,
  { sums, seed, value, slots: count, weight }: DiversityRequest,
): Promise<Diversity> {
  const grams = owned.add(createGrams(gpu, 'Dream.grams', { shape: sums.shape, slots: count }));
  const slots = await Promise.all(
    Array.from({ length: count }, async (_, slot) => {
      const request = { sums, seed, grams, slot, weight };
      return {
        gram: owned.add(await prepareGram(gpu, 'Dream.gram', request)),
        gradient: owned.add(await prepareGramGradient(gpu, 'Dream.gramGradient', request)),
      };
    }),
  );
  const likeness = owned.add(
    await prepareGramValue(gpu, 'Dream.likeness', { grams, value, weight }),
  );
  let members = '';
  let isCompared = false;
  return {
    compare: (given) => {
      isCompared = given.length > 1;
      if (isCompared && members !== given.join()) {
        members = given.join();
        for (const { gradient } of slots) gradient.setMembers(given);
        likeness.setMembers(given);
      }
      return isCompared;
    },
    measure: (commands, slot) => {
      const { gram } = slots[slot] ?? {};
      if (gram) encodeAll(commands, [gram]);
    },
    add: (commands, slot) => {
      const { gradient } = slots[slot] ?? {};
      if (isCompared && gradient) encodeAll(commands, [likeness, gradient]);
    },
  };
}
