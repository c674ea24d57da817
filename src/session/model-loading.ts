/**
 * The part of the session that chooses, loads and keeps networks. Small ones come at once; for the others it fetches
 * `model-transfer` when first needed. Knows no picture.
 */
import { LatestJob, signal } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import type { KeptModels } from './kept-models.ts';
import type { LinkState } from './link-codec.ts';
import type { ModelLibrary, ModelSizes } from './model-library.ts';
import type { TransferHost } from './model-transfer.ts';
import type { Keeping, ModelFace, Precision, Transfer } from './model-types.ts';
import type { PauseGate } from './pause-gate.ts';
import { Resident } from './resident.ts';
import type { Activity, Notice } from './types.ts';

const NOTHING_KEPT: Keeping = { state: 'ready', models: [], quota: null };

/** See the head of the file. */
export abstract class ModelLoading extends Resident implements ModelFace {
  readonly transfer = signal<Transfer | null>(null);
  readonly keeping = signal<Keeping>(NOTHING_KEPT);
  readonly precision = signal<Precision>('f32');
  readonly precisions: readonly Precision[];
  /** The network that is shown with its first layers while the others arrive. */
  protected readonly growing = signal<string | null>(null);
  protected readonly report = (error: unknown): void => this.tell(error);
  readonly #library: ModelLibrary;
  readonly #modelJob = new LatestJob();
  readonly #sizeJob = new LatestJob();
  /** Closed while the person wants a pause. */
  #gate: PauseGate | null = null;
  #keeper: Promise<KeptModels> | null = null;
  /** The loading that is under way or was last. */
  #loading: Promise<unknown> = Promise.resolve();
  #turn = 0;

  protected constructor(gpu: Gpu, library: ModelLibrary) {
    super(gpu);
    this.#library = library;
    this.precisions = gpu.facts.features.f16 ? ['f32', 'f16'] : ['f32'];
  }

  /** The link that is being opened. */
  protected abstract get opening(): LinkState;
  abstract dismissNotice(): void;
  protected abstract busy<T>(activity: Activity, work: () => Promise<T>): Promise<T>;
  /** What takes its time from now on does so beside what is shown. */
  protected abstract idle(): void;
  /** Lets go of the present network, so that it may be replaced. */
  protected abstract letGo(): Promise<void>;
  protected abstract inform(code: string, values: Notice['values']): void;

  protected override get allowsHalves(): boolean {
    return this.precision.value === 'f16';
  }

  async selectModel(id: string): Promise<void> {
    await this.loadModel(id).catch(this.report);
  }

  async openWeights(file: File): Promise<void> {
    await this.loadModel(file).catch(this.report);
  }

  /** As `selectModel`, for a file or an address as well, and it throws; the model before stays usable. */
  async loadModel(source: string | File | URL): Promise<void> {
    this.dismissNotice();
    await this.busy('loading-model', () =>
      this.#inTurn(async (signal) => {
        if (typeof source === 'string' && this.precision.value === 'f32') {
          if (await this.#loadSmall(source, signal)) return;
        }
        const { loadModel } = await import('./model-transfer.ts');
        await loadModel(await this.#host(), source, signal);
      }),
    );
  }

  async fetchDense(): Promise<void> {
    await this.loadDense().catch(this.report);
  }

  /** As `fetchDense`, and it throws. */
  async loadDense(): Promise<void> {
    this.dismissNotice();
    await this.#inTurn(async (signal) => {
      const { loaded } = this;
      if (!loaded) return;
      const { fetchDense } = await import('./model-transfer.ts');
      await fetchDense(await this.#host(), loaded, signal);
    });
    this.updateScoring();
  }

  pauseTransfer(): void {
    if (this.#gate) this.#gate.isOpen = false;
  }

  resumeTransfer(): void {
    if (this.#gate) this.#gate.isOpen = true;
  }

  cancelTransfer(): void {
    this.#modelJob.cancel();
    this.resumeTransfer();
  }

  async forgetModel(id: string): Promise<void> {
    await (await this.#keeperOf()).forget(id);
    this.keeping.value = { ...this.keeping.value, state: 'ready' };
    await (await this.#keeperOf()).list();
  }

  async setPrecision(precision: Precision): Promise<void> {
    if (precision === this.precision.value || !this.precisions.includes(precision)) return;
    const before = this.precision.value;
    this.precision.value = precision;
    const model = this.model.value;
    if (!model || model.origin === 'file') return;
    await this.loadModel(model.id).catch((error: unknown) => {
      this.precision.value = before;
      this.report(error);
    });
  }

  async setInputSize(size: number): Promise<void> {
    const { loaded } = this;
    if (!loaded || size === this.inputSize.value) return;
    await this.busy('computing', () =>
      this.#sizeJob.run((signal) => this.adopt({ loaded, side: size, signal })),
    ).catch(this.report);
  }

  /** Whether a network can be shown without fetching anything new: what was begun once may go on. */
  protected async isAtHand(id: string | undefined): Promise<boolean> {
    const entry = this.#library.entries.find((one) => one.id === id);
    if (entry?.origin !== 'fetched') return true;
    return (await (await this.#keeperOf()).open(entry.id)) !== null;
  }

  /** Looks up what this browser keeps: not needed for the first picture. */
  async listKept(): Promise<void> {
    await (await this.#keeperOf()).list();
  }

  protected stopLoading(): void {
    this.#modelJob.cancel();
    this.#sizeJob.cancel();
  }

  /** One loading at a time: a new one stops the one before and waits until that has put everything back. */
  async #inTurn(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.growing.value = null;
    this.cancelTransfer();
    const before = this.#loading;
    const mine = (async () => {
      await before.catch(() => null);
      await this.letGo();
      if (turn === this.#turn) await this.#modelJob.run(work);
    })();
    this.#loading = mine;
    await mine;
  }

  async #loadSmall(id: string, signal: AbortSignal): Promise<boolean> {
    const loaded = await this.#library.loadSmall(this.gpu, this.#library.entryOf(id), signal);
    if (!loaded) return false;
    try {
      const layer = this.opening.layer;
      await this.adopt({ loaded, side: this.#sideFor(loaded.input), signal, layer });
    } catch (error) {
      if (this.loaded !== loaded) loaded.dispose();
      throw error;
    }
    return true;
  }

  #sideFor({ sizes, defaultSize }: ModelSizes): number {
    const wanted = this.opening.size ?? defaultSize;
    return sizes.includes(wanted) ? wanted : defaultSize;
  }

  async #host(): Promise<TransferHost> {
    const { PauseGate: Gate } = await import('./pause-gate.ts');
    this.#gate = new Gate();
    return {
      gpu: this.gpu,
      library: this.#library,
      keeper: await this.#keeperOf(),
      transfer: this.transfer,
      gate: this.#gate,
      precision: this.precision.value,
      bringUp: async (loaded, signal) => {
        const side = this.loaded === loaded ? this.inputSize.value : this.#sideFor(loaded.input);
        const layer = this.opening.layer;
        await this.adopt({ loaded, side, signal, layer, isProvisional: true });
        this.growing.value = loaded.summary.id;
        this.idle();
      },
      advance: () => this.advance(),
      commit: () => this.commit(),
      restore: () => this.restore(),
      onTrouble: (error) => void this.#cannotKeep(error),
    };
  }

  async #cannotKeep(error: unknown): Promise<void> {
    const isFull = await (await this.#keeperOf()).isFull(error);
    this.keeping.value = { ...this.keeping.value, state: isFull ? 'full' : 'unavailable' };
    const bytes = this.transfer.value?.total ?? 0;
    this.inform(isFull ? 'weights-no-room' : 'weights-not-kept', isFull ? { bytes } : {});
  }

  #keeperOf(): Promise<KeptModels> {
    this.#keeper ??= import('./kept-models.ts').then(({ KeptModels: Kind }) => {
      const names = new Map(this.#library.entries.map(({ id, name }) => [id, name]));
      return new Kind(storageOfBrowser(), names, this.keeping);
    });
    return this.#keeper;
  }
}

/** Undefined in Node. */
function storageOfBrowser(): StorageManager | undefined {
  return (globalThis as { readonly navigator?: Partial<Navigator> }).navigator?.storage;
}
