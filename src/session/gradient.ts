/** Gradients of one number of the network with respect to its input, for what is shown. Fetched when asked for. */
import type { ReluRule, Tensor3 } from '../math/index.ts';
import { loadBackward } from '../network/index.ts';
import type { MeterParts } from './performance-meter.ts';

/** What to differentiate: a channel's mean before the activation, or one unit; of a class its logit. */
export interface GradientQuestion {
  readonly layer: string;
  readonly channel: number;
  /** Row and column of a unit; the mean where both are left out, else 0 for the other. */
  readonly y?: number;
  readonly x?: number;
  /** How ReLUs are gone back through; `plain` if left out. */
  readonly rule?: ReluRule;
}

/** With respect to the input [3, H, W], in the model's own space and order of channels. */
export interface InputGradient extends Tensor3 {
  /** Of what was differentiated. */
  readonly value: number;
}

/** Computes it from the values that are resident. Throws RangeError, ShapeError for what there is not. */
export async function gradientOf(
  { gpu, shown, hold }: Omit<MeterParts, 'rounds'>,
  { layer, channel, y, x, rule = 'plain' }: GradientQuestion,
): Promise<InputGradient> {
  const { openBackward } = await loadBackward();
  const found: InputGradient[] = [];
  // While nobody else takes the network away.
  await hold(async () => {
    const now = shown();
    if (!now) throw new RangeError('No network is loaded yet.');
    const backward = await openBackward(gpu, now.network, now.pass, { layer, rule });
    try {
      const isUnit = y !== undefined || x !== undefined;
      const { value, gradient } = await backward.run(
        isUnit ? { channel, row: y ?? 0, column: x ?? 0 } : { channel },
      );
      found.push({ ...gradient, value });
    } finally {
      backward.dispose();
      gpu.trim();
    }
  });
  const [answer] = found;
  if (answer) return answer;
  throw new RangeError('There is no gradient.');
}
