/**
 * Proves kernels and network on this very GPU when asked to, and says how far it is. Everything it needs is fetched then.
 * Knows no element.
 */
import { StudioError, messageOf, signal } from '../base/index.ts';
import type { Disposable, Signal } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import type { loadVerifying } from '../insight/index.ts';
import type { InputSpec } from '../math/index.ts';
import type { Network } from '../network/index.ts';
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

/** See the head of the file. Before its network is disposed of, `settle` must have resolved. */
export class Verifier implements Disposable {
  readonly verification: Signal<Verification | null>;
  readonly #parts: VerifierParts;
  #controller: AbortController | null = null;
  #running: Promise<VerifyReport> | null = null;

  /** Tells how it stands in `verification`. */
  constructor(
    parts: VerifierParts,
    verification: Signal<Verification | null> = signal<Verification | null>(null),
  ) {
    this.#parts = parts;
    this.verification = verification;
  }

  /** See `VerifyFace`. */
  verify(): Promise<VerifyReport> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      this.#controller = null;
    });
    return this.#running;
  }

  stop(): void {
    this.#controller?.abort();
  }

  /** Stops, and resolves when nothing of the network is in use any more. */
  async settle(): Promise<void> {
    this.stop();
    await this.#running?.catch(() => null);
  }

  dispose(): void {
    this.stop();
  }

  async #run(): Promise<VerifyReport> {
    const { signal: stopped } = (this.#controller = new AbortController());
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
    try {
      const report = await this.#prove(model, stopped);
      this.#tell({ state: 'done', report });
      return report;
    } catch (error) {
      this.#tell(
        stopped.aborted ? { state: 'stopped' } : { state: 'failed', reason: reasonOf(error) },
      );
      throw error;
    }
  }

  async #prove(model: VerifiableModel | null, stopped: AbortSignal): Promise<VerifyReport> {
    const { gpu } = this.#parts;
    const insight = await import('../insight/index.ts');
    const tools = await insight.loadVerifying();
    const kernels = await tools.verifyKernels(gpu, { signal: stopped, onResult: this.#kernel });
    this.#tell({ ...NOTHING_YET, phase: 'layers' });
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
    this.#tell({ kernels, current: result.kernel, done, total });
  };

  readonly #layer = (result: LayerVerification, done: number, total: number): void => {
    const layers = [...(this.verification.peek()?.layers ?? []), result];
    this.#tell({ layers, current: result.layer, done, total });
  };

  #tell(change: Partial<Verification>): void {
    const before = this.verification.peek();
    if (before) this.verification.value = { ...before, ...change };
  }
}

function reasonOf(error: unknown): Verification['reason'] {
  if (error instanceof StudioError) return { code: error.code, values: error.values };
  return { code: 'unexpected', values: { detail: messageOf(error) } };
}
