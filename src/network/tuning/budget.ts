/** How much memory the weights of the convolutions may take, and the best choice within it. Knows no device and no shape. */
import type { AdapterFacts } from '../../gpu/index.ts';

/** One way for a layer: what it takes, and what it costs. */
export interface Option {
  readonly id: string;
  /** Milliseconds. */
  readonly ms: number;
  /** Of weights that have to be made for it; 0 for the plain ones that are there anyway. */
  readonly bytes: number;
}

/** Transformed weights of the usual plan, in parts of the plain f32 weights. F(4 x 4) everywhere would take 4. */
const USUAL_SHARE = 2.5;
/** A device that binds no more than every device must is small: it keeps the plain weights only. */
const SMALL_BINDING = 128 * 2 ** 20;

/** Bytes that the weights in other forms may take, where the plain ones take `plainBytes`. */
export function formBudget({ limits }: AdapterFacts, plainBytes: number): number {
  const isSmall = limits.maxStorageBufferBindingSize <= SMALL_BINDING;
  return isSmall ? 0 : USUAL_SHARE * plainBytes;
}

/**
 * For each layer its fastest option, as far as the budget goes: while too much is taken, the change that costs least
 * time for each byte it saves is made. A layer without an option that takes nothing may go beyond the budget.
 */
export function chooseWithin(
  layers: readonly (readonly Option[])[],
  budget: number,
): readonly (Option | undefined)[] {
  const chosen = layers.map((options) => best(options));
  let bytes = chosen.reduce((sum, option) => sum + (option?.bytes ?? 0), 0);
  while (bytes > budget) {
    let change: { readonly layer: number; readonly to: Option; readonly price: number } | null =
      null;
    for (const [layer, options] of layers.entries()) {
      const now = chosen[layer];
      if (!now) continue;
      for (const to of options) {
        if (to.bytes >= now.bytes) continue;
        const price = (to.ms - now.ms) / (now.bytes - to.bytes);
        if (!change || price < change.price) change = { layer, to, price };
      }
    }
    if (!change) break;
    bytes += change.to.bytes - (chosen[change.layer]?.bytes ?? 0);
    chosen[change.layer] = change.to;
  }
  return chosen;
}

function best(options: readonly Option[]): Option | undefined {
  return options.reduce<Option | undefined>(
    (least, option) => (least === undefined || option.ms < least.ms ? option : least),
    undefined,
  );
}
