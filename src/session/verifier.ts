/**
 * Proves kernels and network on this very GPU when asked to, and says how far it is. Everything it needs is fetched then.
 * Knows no element.
 */
import { signal } from '../base/index.ts';
import type { Signal } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import type { loadVerifying } from '../insight/index.ts';
import type { InputSpec } from '../math/index.ts';
import type { Network } from '../network/index.ts';
import { BackgroundJob } from './background-job.ts';
import { fetchJson } from './fetch-json.ts';
import type { ModelSummary } from './types.ts';
import type {
  KernelVerification,
  LayerVerification,
  Verification,
  VerifyReport,
} from './verify-types.ts';

/** What is to be proved; a `LoadedModel` is one. */
export interface VerifiableModel {
  readonly summary: ModelSummary;
  readonly network: Network;
  readonly spec: InputSpec;
  /** What its file says of itself, where it comes from one that is in no list. */
  readonly metadata?: ReadonlyMap<string, string>;
}

/** What a verifier is made of. */
export interface VerifierParts {
  readonly gpu: Gpu;
  /** Where the page stands: known values lie below it. */
  readonly base: URL;
  /** The network that is shown; null before there is one. */
  readonly model: () => VerifiableModel | null;
}

type Verifying = Awaited<ReturnType<typeof loadVerifying>>;

const NOTHING_YET = { current: '', done: 0, total: 0 } as const;

/** See the head of the file. */
export class Verifier extends BackgroundJob<Verification, VerifyReport> {
  readonly verification: Signal<Verification | null>;
  readonly #parts: VerifierParts;

  /** Tells how it stands in `verification`. */
  constructor(
    parts: VerifierParts,
    verification: Signal<Verification | null> = signal<Verification | null>(null),
  ) {
    super(verification);
    this.#parts = parts;
    this.verification = verification;
  }

  /** See `VerifyFace`. */
  verify(): Promise<VerifyReport> {
    return this.start();
  }

  protected override work(stopped: AbortSignal): Promise<VerifyReport> {
    const model = this.#parts.model();
    this.verification.value = {
      ...NOTHING_YET,
      state: 'running',
      model: model?.summary.name ?? null,
      phase: 'kernels',
      kernels: [],
      layers: [],
      report: null,
      reason: null,
    };
    return this.#prove(model, stopped);
  }

  async #prove(model: VerifiableModel | null, stopped: AbortSignal): Promise<VerifyReport> {
    const { gpu } = this.#parts;
    const insight = await import('../insight/index.ts');
    const tools = await insight.loadVerifying();
    const kernels = await tools.verifyKernels(gpu, { signal: stopped, onResult: this.#kernel });
    this.tell({ ...NOTHING_YET, phase: 'layers' });
    if (!model) return tools.reportOf(gpu, kernels, [], null);
    const reference = await this.#reference(tools, model, stopped);
    const layers = await tools.verifyModel(gpu, {
      network: model.network,
      spec: model.spec,
      reference,
      side: model.summary.trainSize,
      signal: stopped,
      onLayer: this.#layer,
    });
    return tools.reportOf(gpu, kernels, layers, reference?.name ?? null);
  }

  async #reference(
    { referenceFor, readModelReference }: Verifying,
    { summary, network, metadata }: VerifiableModel,
    stopped: AbortSignal,
  ): Promise<ReturnType<typeof readModelReference> | null> {
    const name = referenceFor({
      id: summary.origin === 'file' ? null : summary.id,
      architecture: summary.architecture,
      layers: network.layers,
      metadata: metadata ?? new Map(),
    });
    if (name === null) return null;
    const json = await fetchJson(new URL(`references/${name}.json`, this.#parts.base), stopped);
    return readModelReference(name, json);
  }

  readonly #kernel = (result: KernelVerification, done: number, total: number): void => {
    const before = this.verification.peek()?.kernels ?? [];
    const isKnown = before.some(({ kernel }) => kernel === result.kernel);
    const kernels = isKnown
      ? before.map((one) => (one.kernel === result.kernel ? result : one))
      : [...before, result];
    this.tell({ kernels, current: result.kernel, done, total });
  };

  readonly #layer = (result: LayerVerification, done: number, total: number): void => {
    const layers = [...(this.verification.peek()?.layers ?? []), result];
    this.tell({ layers, current: result.layer, done, total });
  };
}
