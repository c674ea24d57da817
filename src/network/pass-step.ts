/** One layer of a pass with what it runs. Types only. */
import type { Owned } from '../base/index.ts';
import type { Dispatch } from '../gpu/index.ts';
import type { ConvolutionRun } from './convolution-runs.ts';
import type { LayerTensors } from './execution.ts';

/** One layer; null: not ready to run yet. */
export interface Step extends LayerTensors {
  dispatches: readonly Dispatch[] | null;
  /** Of a convolution with an algorithm of choice: what runs instead. */
  run: Owned<ConvolutionRun> | null;
  /** Of a pooling: whether the convolution before does it. */
  isFused: boolean;
}
