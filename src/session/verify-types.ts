/** What the elements may see of verifying. No GPU type appears here. */
import type { ErrorValues, ReadonlySignal } from '../base/index.ts';
import type { KernelVerification, LayerVerification, VerifyReport } from '../insight/index.ts';

export type {
  KernelVerification,
  LayerVerification,
  RecomputeCheck,
  ReferenceCheck,
  VerifyReport,
} from '../insight/index.ts';

/** A proof under way, or the last one. */
export interface Verification {
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  /** Name of the network; null where there was none. */
  readonly model: string | null;
  /** First the kernels, then the layers of the network. */
  readonly phase: 'kernels' | 'layers';
  /** Name of the kernel or the layer that was looked at last; empty at first. */
  readonly current: string;
  /** Of this phase. */
  readonly done: number;
  readonly total: number;
  readonly kernels: readonly KernelVerification[];
  readonly layers: readonly LayerVerification[];
  /** Once it is done. */
  readonly report: VerifyReport | null;
  /** Why it failed: to be said in words. */
  readonly reason: { readonly code: string; readonly values: ErrorValues } | null;
}

/** The proof of kernels and network on this very GPU. */
export interface VerifyFace {
  /** Null before the first one. */
  readonly verification: ReadonlySignal<Verification | null>;
  /** Resolves to what was found; while one is under way, to its result. Rejects when stopped, and when it cannot be done. */
  verify(): Promise<VerifyReport>;
  stopVerifying(): void;
}
