/** What a layer costs: how many products it adds up, how long that took, what its values take. Knows no page. */
import { tensorBytes, winnerBytes } from '../gpu/index.ts';
import type { KernelTime } from '../gpu/index.ts';
import { sizeOf } from '../math/index.ts';
import type { PlannedLayer } from './plan.ts';

/** Multiply-adds of one pass through a layer; 0 where nothing is learned. Zeros of the padding are counted. */
export function multiplyAddsOf({ layer, shape }: PlannedLayer): number {
  switch (layer.kind) {
    case 'convolution':
      return sizeOf(shape) * layer.inputChannels * sizeOf(layer.kernel);
    case 'dense':
      return layer.units * layer.inputUnits;
    case 'input':
    case 'max-pool':
    case 'average-pool':
    case 'flatten':
    case 'global-average-pool':
      return 0;
    default:
      return layer satisfies never;
  }
}

/** Milliseconds of all launches of a layer among those of a `ForwardPass`; null where none was timed. */
export function timeOfLayer(times: readonly KernelTime[], name: string): number | null {
  const launch = `ForwardPass.${name}`;
  const own = times.filter(({ label }) => label === launch || label.startsWith(`${launch}.`));
  return own.length > 0 ? own.reduce((sum, { ms }) => sum + ms, 0) : null;
}

/** Bytes that the values of all layers take on the GPU, winners of poolings and logits included; weights are not. */
export function activationBytes(plan: readonly PlannedLayer[]): number {
  return plan.reduce((sum, { layer, shape }) => {
    const bytes = tensorBytes(shape);
    const winners = layer.kind === 'max-pool' ? winnerBytes(bytes) : 0;
    const logits = layer.kind === 'dense' && layer.activation === 'softmax' ? bytes : 0;
    return sum + bytes + winners + logits;
  }, 0);
}
