/** Which of its channels an input has in which colour. Pure. */
import type { ModelSummary } from '../../session/index.ts';

/** A colour of the input. */
export type Primary = 'red' | 'green' | 'blue';

const ORDERS: Readonly<Record<ModelSummary['colorOrder'], readonly Primary[]>> = {
  RGB: ['red', 'green', 'blue'],
  BGR: ['blue', 'green', 'red'],
};

/** The colour of a channel of the input; undefined for a channel that it does not have. */
export function primaryOf(
  model: Pick<ModelSummary, 'colorOrder'> | null,
  channel: number,
): Primary | undefined {
  return ORDERS[model?.colorOrder ?? 'RGB'][channel];
}
