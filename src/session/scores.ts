/** Which classes a network takes a picture for. Knows no GPU. */
import type { Bilingual, Score } from './types.ts';

/** Every class with its probability, its logit and its name, the most probable first. */
export function rankClasses(
  {
    probabilities,
    logits,
  }: { readonly probabilities: Float32Array; readonly logits: Float32Array },
  names: readonly Bilingual[],
): Score[] {
  return [...probabilities]
    .map((probability, index): Score => {
      const label = names[index] ?? { en: String(index), ja: String(index) };
      return { index, label, probability, logit: logits[index] ?? 0 };
    })
    .sort((a, b) => b.probability - a.probability);
}
