/** What measuring says: plain numbers and words, no GPU type. */
import type { AdapterFacts } from '../../gpu/index.ts';
import type { Shape3 } from '../../math/index.ts';
import type { Layer } from '../../network/index.ts';

/** What the device says of itself. */
export type DeviceFacts = AdapterFacts;

/** What the device can do at most, measured with kernels that do nothing else. */
export interface Ceilings {
  /** GFLOP/s of multiply-adds in f32, two operations each. */
  readonly multiplyAdd: number;
  /** The same in f16; null where the device has no f16. */
  readonly multiplyAddF16: number | null;
  /** GB/s of a copy of memory, what is read and what is written added up. */
  readonly copy: number;
}

/** Milliseconds of several runs. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** What a layer waits for: the arithmetic or the memory. */
export type Bound = 'arithmetic' | 'memory';

/** One layer on this device. */
export interface LayerPerformance {
  readonly name: string;
  readonly kind: Layer['kind'];
  /** [C, H, W] of its output. */
  readonly shape: Shape3;
  /** Name of the way to run it, such as `winograd-4/quads`; null where there is only one. */
  readonly algorithm: string | null;
  /** Kernels that were launched for it, each once, in order; empty without a clock. */
  readonly kernels: readonly string[];
  /** The layer in whose launches it is computed; null where it has its own. */
  readonly within: string | null;
  /** On the device; null where it has no clock, for the input, and for a layer within another. */
  readonly ms: Spread | null;
  /** By definition, zeros of the padding counted; 0 where nothing is learned. */
  readonly multiplyAdds: number;
  /** Two operations a multiply-add, by definition: a way that gets by with fewer shows as faster. */
  readonly gflops: number | null;
  /** What has to be read and written at least: input, output, weights; of what is done within it as well. */
  readonly bytes: number;
  /** GB/s of these bytes. */
  readonly gbps: number | null;
  /** Share of the ceiling that it is nearer to (1: all of it), and which one; null without a time. */
  readonly share: number | null;
  readonly bound: Bound | null;
}

/** A network on this device. */
export interface PassPerformance {
  readonly layers: readonly LayerPerformance[];
  /** All layers in one submit. */
  readonly total: Spread;
  readonly rounds: number;
  /** Whether the device has a clock; without one only the total is known, and by the page's clock. */
  readonly hasClock: boolean;
}
