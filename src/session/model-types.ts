/** What the elements may see of the choice, the loading and the keeping of networks. No GPU type appears here. */
import type { ReadonlySignal } from '../base/index.ts';

/**
 * Where a network's weights come from: with the studio; over the network when asked; put beside the page by the command
 * line; brought by the person as a file; opened from a file that is in no list.
 */
export type ModelOrigin = 'shipped' | 'fetched' | 'local' | 'brought' | 'file';

/** How the weights of convolutions are kept on the GPU; f16 takes half the memory. */
export type Precision = 'f32' | 'f16';

/** What is on its way. `features`: the convolutions; `dense`: the dense layers, for class scores; `all`: both in one. */
export type TransferPart = 'features' | 'dense' | 'all';

/** A layer whose weights are on their way, in the order of the network. */
export interface TransferLayer {
  readonly name: string;
  /** Of its bytes, 0..1. */
  readonly share: number;
}

/** Weights on their way to the GPU. */
export interface Transfer {
  readonly model: string;
  readonly name: string;
  readonly part: TransferPart;
  /** `opening`: until the file has said what is in it. `checking`: all is there, the checksum is computed. */
  readonly state: 'opening' | 'running' | 'paused' | 'checking';
  readonly from: 'network' | 'storage' | 'file';
  /** Bytes so far, those that were kept before included, and in all. */
  readonly received: number;
  readonly total: number;
  /** Bytes a second over the last seconds; null at first. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
  readonly layers: readonly TransferLayer[];
}

/** A network whose weights this browser keeps, whole or in part. */
export interface KeptModel {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** Whether all convolutions are there, and whether all dense layers are. */
  readonly hasFeatures: boolean;
  readonly hasDense: boolean;
}

/** What the browser keeps. */
export interface Keeping {
  /** `unavailable`: this browser, or this private window, keeps nothing. `full`: it gave no more room. */
  readonly state: 'ready' | 'unavailable' | 'full';
  readonly models: readonly KeptModel[];
  /** Bytes this page may use in all, as the browser estimates; null where it does not tell. */
  readonly quota: number | null;
}

/**
 * Whether there are class scores. `fetchable`: the dense layers can be fetched, `bytes` of them; `missing`: these weights
 * have no dense layers and there is no place to fetch them from; `arriving`: they are on their way.
 */
export type Scoring =
  | { readonly state: 'none' | 'ready' | 'missing' | 'arriving' }
  | { readonly state: 'fetchable'; readonly bytes: number };

/** Choosing, loading and keeping networks. */
export interface ModelFace {
  readonly transfer: ReadonlySignal<Transfer | null>;
  readonly keeping: ReadonlySignal<Keeping>;
  readonly scoring: ReadonlySignal<Scoring>;
  /** Names of the layers of the present network whose weights are not there yet: they have no maps. */
  readonly arriving: ReadonlySignal<ReadonlySet<string>>;
  readonly precision: ReadonlySignal<Precision>;
  /** Those that this device can do. */
  readonly precisions: readonly Precision[];

  /** Shows the network of a file (.safetensors, .h5, .npz); on failure the one before stays and `notice` says why. */
  openWeights(file: File): Promise<void>;
  pauseTransfer(): void;
  resumeTransfer(): void;
  /** What has arrived stays kept; the network shown before comes back. */
  cancelTransfer(): void;
  /** Fetches the dense layers of the present network, so that it can name classes. */
  fetchDense(): Promise<void>;
  /** Looks up what this browser keeps, for `keeping`: not needed for the first picture. */
  listKept(): Promise<void>;
  /** Deletes what this browser keeps of a network. */
  forgetModel(id: string): Promise<void>;
  setPrecision(precision: Precision): Promise<void>;
}
