/** What a layer costs: how many products it adds up, and how long that took. Knows no page. */
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
