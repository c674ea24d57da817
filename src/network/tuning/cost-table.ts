/**
 * What a convolution costs by each algorithm, from numbers alone: the plan before anything was measured. Only the order
 * counts. Knows no device by its name.
 */
import type { AdapterFacts, ConvolutionAlgorithm, ConvolutionShape } from '../../gpu/index.ts';

/**
 * How a device behaves. `software`: a processor that plays GPU, where a load costs as much as ten multiply-adds.
 * `gpu`: many units that share a memory.
 */
export type DeviceKind = 'software' | 'gpu';

interface Rates {
  /** Multiply-adds in a nanosecond (thousand millions a second), by the beginning of an id; the first that fits. */
  readonly multiplyAdds: readonly (readonly [prefix: string, rate: number])[];
  /** Bytes in a nanosecond. */
  readonly bytes: number;
  /** Milliseconds of a launch. */
  readonly launch: number;
}

/**
 * Software: measured on SwiftShader with VGG-16's layers at 224 px on two cores of a Xeon (docs/performance.md).
 * GPU: not measured; the ratios are what the literature lets one expect: tiles in workgroup memory reach half again
 * what direct loads reach, tall register tiles cost occupancy, memory moves some 300 GB/s, halves save half of that.
 */
const RATES: Readonly<Record<DeviceKind, Rates>> = {
  software: {
    multiplyAdds: [
      ['winograd-4/quads-28', 3],
      ['winograd-2/quads-28', 3],
      ['winograd-4/quads-25', 2.95],
      ['winograd-2/quads-25', 2.95],
      ['winograd-4/quads', 2.6],
      ['winograd-2/quads', 2.6],
      ['winograd-4/direct-1', 2.4],
      ['winograd-2/direct-1', 2.4],
      ['winograd-4/direct', 1.8],
      ['winograd-2/direct', 1.8],
      ['winograd-4/tiles', 0.6],
      ['winograd-2/tiles', 0.6],
      ['first', 2.2],
      ['direct/8', 1.9],
      ['direct/7', 1.8],
      ['direct/4', 1.4],
      ['implicit-gemm', 0.6],
      ['general', 0.4],
      ['split-k', 0.2],
    ],
    bytes: 2.4,
    launch: 0.1,
  },
  gpu: {
    multiplyAdds: [
      ['winograd-4/tiles', 3000],
      ['winograd-2/tiles', 3000],
      ['winograd-4/direct-8', 2000],
      ['winograd-2/direct-8', 2000],
      ['winograd-4/direct-4', 1600],
      ['winograd-2/direct-4', 1600],
      ['winograd', 800],
      ['first', 2000],
      ['direct/8', 2000],
      ['direct', 1700],
      ['implicit-gemm', 3000],
      ['split-k', 1500],
      ['general', 300],
    ],
    bytes: 300,
    launch: 0.005,
  },
};

const NANOSECONDS_PER_MILLISECOND = 1e6;
const SLOWEST = 0.1;
/** A device with four invocations in step, and no more, is a processor. */
const SOFTWARE_SUBGROUP = 4;

/** How a device behaves, by what it tells of itself. */
export function kindOf({ isFallback, subgroupSize }: AdapterFacts): DeviceKind {
  return isFallback || subgroupSize.max === SOFTWARE_SUBGROUP ? 'software' : 'gpu';
}

/** Milliseconds that a convolution may take. */
export function estimate(
  facts: AdapterFacts,
  algorithm: ConvolutionAlgorithm,
  shape: ConvolutionShape,
): number {
  const rates = RATES[kindOf(facts)];
  const { multiplyAdds, bytes, launches } = algorithm.work(shape);
  const rate = rates.multiplyAdds.find(([prefix]) => algorithm.id.startsWith(prefix))?.[1];
  const computing = multiplyAdds / (rate ?? SLOWEST);
  return (computing + bytes / rates.bytes) / NANOSECONDS_PER_MILLISECOND + launches * rates.launch;
}
