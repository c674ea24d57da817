/**
 * The network that is resident and what goes through it: brought up at an input size, run, replaced, put back. Knows not
 * where networks and pictures come from; `Session` does.
 */
import { LatestJob, Mutex, signal } from '../base/index.ts';
import type { Owned } from '../base/index.ts';
import { sourceRectangle } from '../math/index.ts';
import type { ConvolutionPlanner, InputSize, TuningStore } from '../network/index.ts';
import { Explorer } from './explorer.ts';
import type { LoadedModel } from './model-library.ts';
import type { Scoring } from './model-types.ts';
import { rankClasses } from './scores.ts';
import { Stage } from './stage.ts';
import type { StageSource } from './stage.ts';
import type { TuningDesk } from './tuning-desk.ts';
import type { TuningState } from './tuning-types.ts';
import type { Fit, ModelSummary, PictureSummary, Scores } from './types.ts';

/** Classes shown beside the picture. */
const SHOWN_SCORES = 5;
const FIRST_LAYER = 'block1_conv2';
/** The first picture of a network up to this size does not wait for a plan. */
const SMALL_NETWORK = 4e6;
/** Convolutions are measured when nothing has been computed for so long. */
const QUIET_MS = 1500;
const START: TuningState = { state: 'start', layer: null, done: 0, total: 0 };

/** A network with the stage that it stands on. */
interface Residence {
  readonly stage: Owned<Stage>;
  readonly loaded: Owned<LoadedModel>;
  readonly side: number;
}

/** How a network is brought up. */
interface Arrival {
  readonly loaded: Owned<LoadedModel>;
  readonly side: number;
  readonly signal: AbortSignal;
  /** The layer to show, if it has one of that name. */
  readonly layer?: string | undefined;
  /** The network before stays ready to come back until `commit` or `restore`. */
  readonly isProvisional?: boolean;
}

/** See the head of the file. */
export abstract class Resident extends Explorer {
  readonly model = signal<ModelSummary | null>(null);
  readonly picture = signal<PictureSummary | null>(null);
  readonly scores = signal<Scores | null>(null);
  readonly scoring = signal<Scoring>({ state: 'none' });
  readonly inputSize = signal(0);
  readonly inputSizes = signal<readonly number[]>([]);
  readonly fit = signal<Fit>('crop');
  readonly tuning = signal<TuningState>(START);
  /** Whether convolutions are measured without being asked for it. */
  protected tunesWhenQuiet = true;
  /** Where measurements are kept, if not in the browser's database. */
  protected tuningStore: TuningStore | undefined;
  protected source: StageSource | null = null;
  protected loaded: Owned<LoadedModel> | null = null;
  readonly #runJob = new LatestJob();
  /** Whoever changes the stage holds it. */
  readonly #hold = new Mutex();
  #before: Residence | null = null;
  /** The layer that the person wants to see, whose weights are on their way. */
  #following: string | null = null;
  /** How often the person has chosen a layer. */
  #choices = 0;
  #frames = 0;
  #forwardMs = 0;
  #desk: Promise<TuningDesk> | null = null;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  /** Frames computed so far, and the time of the last forward pass, ms. */
  get progress(): { readonly frames: number; readonly forwardMs: number } {
    return { frames: this.#frames, forwardMs: this.#forwardMs };
  }

  /** Whether factors may be halves, as the person has chosen. */
  protected abstract get allowsHalves(): boolean;

  /** See `TuningFace`. */
  async tune(): Promise<boolean> {
    clearTimeout(this.#quiet);
    const { stage } = this;
    const desk = await this.#deskOf();
    if (!stage || stage !== this.stage) return false;
    return desk.tune(stage.passes, { allowsHalves: this.allowsHalves });
  }

  async forgetTuning(): Promise<void> {
    await (await this.#deskOf()).forget();
  }

  override selectLayer(name: string): void {
    this.#choices += 1;
    this.#following = null;
    super.selectLayer(name);
  }

  override async showLayer(name: string): Promise<void> {
    this.#choices += 1;
    this.#following = null;
    await super.showLayer(name);
  }

  /** The `count` best classes; null when the network has no class scores. */
  async bestClasses(count: number): Promise<Scores | null> {
    const { stage } = this;
    const classes = this.loaded?.classes;
    const scores = await stage?.classScores();
    if (!stage || !classes || !scores) return null;
    const entries = rankClasses(scores, classes).slice(0, count);
    const kept = this.loaded?.network.denseFormat ?? 'f32';
    return { entries, inputSize: stage.scoreSize, ...(kept !== 'f32' && { kept }) };
  }

  /** Brings up a network; only when it has run does it replace what was there. */
  protected adopt(arrival: Arrival): Promise<void> {
    return this.#hold.run(() => this.#adopt(arrival));
  }

  /** More of the present network's weights are there: their layers are computed and shown. */
  protected advance(): Promise<void> {
    return this.#hold.run(async () => {
      const { stage } = this;
      await this.#stopTuning();
      if (!stage || !(await stage.advance())) return;
      this.arriving.value = stage.arriving;
      this.#follow();
      await this.canvases.rebind();
      if (this.source) await this.#settle(performance.now());
      this.prepareExplaining().catch((error: unknown) => this.tell(error));
    });
  }

  /** What was brought up provisionally stays; the network before it goes. */
  protected commit(): Promise<void> {
    return this.#hold.run(() => {
      this.#following = null;
      this.#release();
      return Promise.resolve();
    });
  }

  /** The network before what was brought up provisionally comes back, if there was one. */
  protected restore(): Promise<void> {
    return this.#hold.run(async () => {
      const before = this.#before;
      if (!before) return;
      await this.#stopTuning();
      this.#before = null;
      const failed = { stage: this.stage, loaded: this.loaded };
      this.#following = null;
      await this.#show(before, this.selectedLayer.value?.name);
      await this.#stopTuning();
      failed.stage?.dispose();
      if (failed.loaded !== before.loaded) failed.loaded?.dispose();
      await this.#runNow(new AbortController().signal);
    });
  }

  /** Makes `source` the picture; on failure the one before stays. */
  protected async take(source: StageSource, summary: PictureSummary): Promise<void> {
    const before = this.source;
    this.source = source;
    try {
      await this.run();
    } catch (error) {
      this.source = before;
      if (source.kind === 'bitmap') source.bitmap.close();
      throw error;
    }
    if (this.source === source) {
      this.picture.value = summary;
      this.placePhoto();
    }
    if (before?.kind === 'bitmap' && before !== source) before.bitmap.close();
  }

  /** Does work while no ways to run convolutions are measured; where that was not done yet, it goes on afterwards. */
  protected async untuned<T>(work: () => Promise<T>): Promise<T> {
    await this.#stopTuning();
    try {
      return await work();
    } finally {
      if (this.tuning.peek().state === 'start') this.#tuneWhenQuiet();
    }
  }

  /** Runs work while nothing else changes or runs what is shown. */
  protected holding(work: () => Promise<void>): Promise<void> {
    return this.#hold.run(work);
  }

  /** Sends the picture through the network and repaints. Nothing yet without a network or a picture. */
  protected async run(): Promise<void> {
    await this.#runJob.run((signal) => this.#hold.run(() => this.#runNow(signal)));
  }

  /** The picture itself, for those who lay maps over it. */
  protected placePhoto(): void {
    const { source } = this;
    if (source?.kind !== 'bitmap') {
      this.photo.value = null;
      return;
    }
    const image = source.bitmap;
    const region = sourceRectangle(image, this.#wantedSize(this.inputSize.value), this.fit.value);
    this.photo.value = { image, region };
  }

  /** Says whether there are class scores, or where they could come from. */
  protected updateScoring(): void {
    const { loaded, stage } = this;
    this.scoring.value = loaded && stage ? scoringOf(loaded, stage) : { state: 'none' };
  }

  protected disposeResident(): void {
    this.#runJob.cancel();
    void this.#stopTuning().then(() => {
      if (this.source?.kind === 'bitmap') this.source.bitmap.close();
      this.#release();
      this.stage?.dispose();
      this.loaded?.dispose();
    });
  }

  async #adopt({ loaded, side, signal, layer, isProvisional = false }: Arrival): Promise<void> {
    await this.#stopTuning();
    const size = this.#wantedSize(side);
    const planner = await this.plannerFor(loaded);
    const stage = await Stage.create(this.gpu, loaded, size, this.fit.value, planner);
    const { source } = this;
    const began = performance.now();
    try {
      if (source) {
        await stage.forward(source, signal);
        stage.displays.refresh();
      }
      signal.throwIfAborted();
    } catch (error) {
      stage.dispose();
      throw error;
    }
    const before = { stage: this.stage, loaded: this.loaded, side: this.inputSize.value };
    await this.#show({ stage, loaded, side }, layer ?? this.#following ?? undefined);
    // Someone may have asked for it meanwhile.
    await this.#stopTuning();
    this.#keepOrDispose(before, loaded, isProvisional);
    if (this.source !== source) await this.#runNow(signal);
    else if (source) await this.#settle(began);
    this.prepareExplaining().catch((error: unknown) => this.tell(error));
  }

  /** The network before may have to come back; another stage of the same network has not. */
  #keepOrDispose(
    {
      stage,
      loaded,
      side,
    }: { stage: Owned<Stage> | null; loaded: Owned<LoadedModel> | null; side: number },
    now: Owned<LoadedModel>,
    isProvisional: boolean,
  ): void {
    if (!stage || !loaded) return;
    if (isProvisional && loaded !== now) {
      this.#release();
      this.#before = { stage, loaded, side };
      return;
    }
    stage.dispose();
    if (loaded !== now) loaded.dispose();
  }

  /** Makes a stage the present one. */
  async #show({ stage, loaded, side }: Residence, layer: string | undefined): Promise<void> {
    const same = this.loaded === loaded;
    const choices = this.#choices;
    this.loaded = loaded;
    this.stage = stage;
    this.model.value = loaded.summary;
    this.replaceLayers(stage.layers, same);
    this.arriving.value = stage.arriving;
    this.inputSize.value = side;
    this.inputSizes.value = loaded.input.sizes;
    this.updateScoring();
    const wanted = layer ?? this.selectedLayer.value?.name ?? FIRST_LAYER;
    const name = [wanted, FIRST_LAYER].find((one) => stage.has(one)) ?? 'input';
    this.#following = stage.isReady(name) ? null : name;
    await this.canvases.rebind();
    // Who has chosen a layer of the new network meanwhile knows best.
    if (choices !== this.#choices) return;
    await this.presentLayer(this.#following === null ? name : newestReady(stage));
  }

  /** Goes on to the newest layer on the way to the wanted one. */
  #follow(): void {
    const { stage } = this;
    const wanted = this.#following;
    if (wanted === null || !stage) return;
    const isThere = stage.isReady(wanted);
    if (isThere) this.#following = null;
    const name = isThere ? wanted : newestReady(stage);
    this.presentLayer(name).catch((error: unknown) => this.tell(error));
  }

  async #runNow(signal: AbortSignal): Promise<void> {
    if (signal.aborted || !this.stage || !this.source || !this.loaded) return;
    const side = this.inputSize.value;
    const { height, width } = this.#wantedSize(side);
    if (this.stage.size.height !== height || this.stage.size.width !== width) {
      await this.#adopt({ loaded: this.loaded, side, signal });
      return;
    }
    const began = performance.now();
    if (await this.stage.forward(this.source, signal)) await this.#settle(began);
  }

  /** A tensor brings its own size; pictures are brought to the chosen one. */
  #wantedSize(side: number): InputSize {
    if (this.source?.kind !== 'tensor') return { height: side, width: side };
    const [, height, width] = this.source.tensor.shape;
    return { height, width };
  }

  /** Shows what has been computed and reads the few numbers that are told. */
  async #settle(began: number): Promise<void> {
    await this.showValues();
    await this.gpu.finished();
    this.#forwardMs = performance.now() - began;
    this.#frames += 1;
    this.scores.value = await this.bestClasses(SHOWN_SCORES);
    this.updateScoring();
    this.#tuneWhenQuiet();
  }

  #tuneWhenQuiet(): void {
    clearTimeout(this.#quiet);
    if (!this.tunesWhenQuiet) return;
    this.#quiet = setTimeout(() => {
      // What is under way measures this very stage: who replaces the stage stops it.
      if (this.tuning.peek().state === 'measuring') return;
      this.tune().catch((error: unknown) => this.tell(error));
    }, QUIET_MS);
  }

  /** Who replaces or changes the stage lets go of it first. */
  async #stopTuning(): Promise<void> {
    clearTimeout(this.#quiet);
    await (await this.#desk)?.settle();
  }

  /** How the convolutions of a network are to run; undefined: as they do from the start. */
  protected async plannerFor({ network }: LoadedModel): Promise<ConvolutionPlanner | undefined> {
    if (this.#frames === 0 && network.parameters < SMALL_NETWORK) return undefined;
    return (await this.#deskOf()).planner({ allowsHalves: this.allowsHalves });
  }

  #deskOf(): Promise<TuningDesk> {
    this.#desk ??= import('./tuning-desk.ts').then(
      ({ TuningDesk: Kind }) =>
        new Kind({ gpu: this.gpu, tuning: this.tuning, store: this.tuningStore }),
    );
    return this.#desk;
  }

  #release(): void {
    this.#before?.stage.dispose();
    if (this.#before?.loaded !== this.loaded) this.#before?.loaded.dispose();
    this.#before = null;
  }
}

/** The last layer that has values. */
function newestReady(stage: Stage): string {
  return stage.layers.findLast(({ name }) => stage.isReady(name))?.name ?? 'input';
}

function scoringOf({ denseBytes, network }: LoadedModel, stage: Stage): Scoring {
  const hasScores = network.layers.some(({ name }) => name === 'predictions');
  if (hasScores) return { state: stage.canScore ? 'ready' : 'arriving' };
  return denseBytes === null ? { state: 'missing' } : { state: 'fetchable', bytes: denseBytes };
}
