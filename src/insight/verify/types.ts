/** What verifying says: plain numbers and words, no GPU type. */

/** All checks of one kernel against its CPU reference. */
export interface KernelVerification {
  readonly kernel: string;
  readonly cases: number;
  readonly passed: number;
  readonly failed: number;
  /** Need something that this device does not offer. */
  readonly skipped: number;
  /** Of the first that failed; null while none has. */
  readonly message: string | null;
  /** Milliseconds of all of them, making and reading included. */
  readonly ms: number;
}

/** A layer against known values. Errors are relative to the layer's largest value. */
export interface ReferenceCheck {
  readonly error: number;
  readonly tolerance: number;
  readonly ok: boolean;
}

/** Units of a layer, each added up once more. Errors are relative to the layer's largest value. */
export interface RecomputeCheck extends ReferenceCheck {
  readonly units: number;
}

/** One layer of a network on this GPU. */
export interface LayerVerification {
  readonly layer: string;
  /** Null where nothing is known of the layer. */
  readonly reference: ReferenceCheck | null;
  /** Null where nothing is learned. */
  readonly recompute: RecomputeCheck | null;
  /** Milliseconds on the device; null where it has no clock for it. */
  readonly ms: number | null;
  /** Two operations a multiply-add; null without a time, and where nothing is multiplied. */
  readonly gflops: number | null;
  readonly ok: boolean;
}

/** What was found. */
export interface VerifyReport {
  readonly kernels: readonly KernelVerification[];
  readonly layers: readonly LayerVerification[];
  /** Name of the known values that the network was held against; null where there are none for it. */
  readonly reference: string | null;
  /** The first layer that is wrong, from the input on; null where none is. */
  readonly firstWrong: string | null;
  readonly ok: boolean;
  /** The graphics adapter, in its own words. */
  readonly adapter: string;
}
