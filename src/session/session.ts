/**
 * What the person is looking at now: one model, one picture, and (see `Explorer`) how it is shown. Commands come in,
 * signals go out. The only mutable state of the application. Knows no element and no CSS.
 */
import { LatestJob, StudioError, effect, messageOf, signal } from '../base/index.ts';
import type { Disposable } from '../base/index.ts';
import type { BlockedTensor, Gpu } from '../gpu/index.ts';
import type { Dream, DreamWish } from '../insight/index.ts';
import type { Tensor3 } from '../math/index.ts';
import type { TuningStore } from '../network/index.ts';
import type { DreamDesk } from './dream/index.ts';
import type { DreamParts } from './dream.ts';
import type { GradientQuestion, InputGradient } from './gradient.ts';
import type { LabFace } from './lab/lab-types.ts';
import type * as LinkCodecModule from './link-codec.ts';
import type { LinkState } from './link-codec.ts';
import type { ModelLibrary } from './model-library.ts';
import { ModelLoading } from './model-loading.ts';
import type { MeasuredNetwork, PerformanceMeter } from './performance-meter.ts';
import type {
  DeviceFacts,
  PageName,
  PerformanceState,
  PerformanceReport,
} from './performance-types.ts';
import { decodePicture, fetchPicture } from './picture-reader.ts';
import type { DecodedPicture } from './picture-reader.ts';
import type {
  Activity,
  Fit,
  ModelSummary,
  Notice,
  PictureSource,
  PictureSummary,
  SamplePicture,
  SessionFace,
} from './types.ts';
import type { Verifier } from './verifier.ts';
import type { Verification, VerifyReport } from './verify-types.ts';

type LinkCodec = typeof LinkCodecModule;

/** What a session is made of. */
export interface SessionParts {
  readonly gpu: Gpu;
  readonly library: ModelLibrary;
  readonly samples: readonly SamplePicture[];
  /** Whether convolutions are measured when the page is quiet; they are not, if left out. */
  readonly tunes?: boolean;
  /** Where measurements are kept; the browser's database when left out. */
  readonly tuningStore?: TuningStore;
}

/** The one session of a page. */
export class Session extends ModelLoading implements SessionFace, Disposable {
  readonly samples: readonly SamplePicture[];
  readonly models = signal<readonly ModelSummary[]>([]);
  readonly activity = signal<Activity | null>('starting');
  readonly notice = signal<Notice | null>(null);

  readonly verification = signal<Verification | null>(null);
  #verifier: Promise<Verifier> | null = null;
  readonly performance = signal<PerformanceState | null>(null);
  readonly page = signal<PageName | null>(null);
  /** What the lab that is open says of itself. */
  readonly labLink = signal('');
  #meter: Promise<PerformanceMeter> | null = null;
  #dreams: Promise<DreamDesk> | null = null;
  readonly #pictureJob = new LatestJob();
  /** Reads and writes links: not needed for the first maps, unless a link is opened. */
  readonly #codecLoading = import('./link-codec.ts').then((codec) => (this.#codec = codec));
  #codec: LinkCodec | null = null;
  /** The link that is being opened. */
  #opening: LinkState = {};
  /** A link whose network is waiting to be chosen. */
  #waiting: LinkState | null = null;
  readonly #models: ModelLibrary;
  #disposed = false;

  constructor({ gpu, library, samples, tunes = false, tuningStore }: SessionParts) {
    super(gpu, library);
    this.tunesWhenQuiet = tunes;
    this.tuningStore = tuningStore;
    if (!tunes) this.tuning.value = { ...this.tuning.value, state: 'fixed' };
    this.samples = samples;
    this.#models = library;
    this.models.value = library.summaries;
    const tell = (error: unknown): void => this.tell(error);
    this.store.defer(gpu.onError(tell));
    void gpu.lost.then(tell);
  }

  /**
   * Opens what `hash`, the part of the address behind `#`, names, else the first model and the first sample, side by
   * side; resolves when the first maps are drawn.
   */
  async start(hash = ''): Promise<void> {
    const nothing = { state: {}, unread: [] };
    const isLink = hash.replace(/^#/, '') !== '';
    const link = isLink ? (await this.#openCodec()).readLink(hash) : null;
    const { state, unread } = link ?? nothing;
    const [firstSample] = this.samples;
    const usual = firstSample && ({ kind: 'sample', id: firstSample.id } as const);
    await this.#open({ ...(usual && { picture: usual }), ...state }, unread);
    await this.#openCodec();
  }

  /** Goes where a link leads. Model, picture, size and fit stay as they are where it does not name them. */
  async follow(hash: string): Promise<void> {
    const { readLink, writeLink, stateOf } = await this.#openCodec();
    const link = readLink(hash);
    if (!link || hash === writeLink(stateOf(this, this.linkState()))) return;
    if (link.isPage) this.openPage(link.state.page ?? null, link.state.lab);
    else await this.#open(link.state, link.unread);
  }

  async openPicture(source: PictureSource): Promise<void> {
    await this.busy('reading-picture', () =>
      this.#pictureJob.run(async (signal) => {
        const { decoded, summary } = await this.#decode(source, signal);
        if (signal.aborted || this.#disposed) decoded.bitmap.close();
        else await this.showPicture(decoded, summary);
      }),
    ).catch(this.report);
  }

  /** Shows decoded pixels, which become the session's. */
  async showPicture(decoded: DecodedPicture, summary: PictureSummary): Promise<void> {
    await this.take({ kind: 'bitmap', bitmap: decoded.bitmap }, summary);
    this.notice.value = decoded.animated
      ? { severity: 'info', code: 'picture-animated', values: {} }
      : null;
  }

  /** Shows a tensor in network space, CHW, taken as it is. Throws ShapeError unless it is 3 x H x W. */
  async showTensor(tensor: Tensor3): Promise<void> {
    const [, height, width] = tensor.shape;
    const title = {
      en: `Tensor ${String(height)} x ${String(width)}`,
      ja: `テンソル ${String(height)} x ${String(width)}`,
    };
    await this.take({ kind: 'tensor', tensor }, { title, width, height, sample: null, url: null });
    this.notice.value = null;
  }

  async setFit(fit: Fit): Promise<void> {
    if (fit === this.fit.value) return;
    this.fit.value = fit;
    this.stage?.setFit(fit);
    await this.run().catch(this.report);
    this.placePhoto();
  }

  dismissNotice(): void {
    this.notice.value = null;
  }

  /** Proves kernels and network on this GPU; what is known so far is `verification`. */
  async verify(): Promise<VerifyReport> {
    this.#verifier ??= import('./verifier.ts').then(({ Verifier: Kind }) => {
      const model = (): typeof this.loaded => this.loaded;
      const { base } = this.#models;
      return new Kind({ gpu: this.gpu, base, model }, this.verification);
    });
    return (await this.#verifier).verify();
  }

  stopVerifying(): void {
    void this.#verifier?.then((verifier) => verifier.stop());
  }

  get device(): DeviceFacts {
    return this.gpu.facts;
  }

  /** Measures this device and the network that is shown; what is known so far is `performance`. */
  async measurePerformance(): Promise<PerformanceReport> {
    this.#meter ??= import('./performance-meter.ts').then(
      ({ PerformanceMeter: Kind }) => new Kind(this.#parts(), this.performance),
    );
    const meter = await this.#meter;
    return this.untuned(() => meter.measure());
  }

  /** What one number of the network changes by, see `GradientQuestion`. Throws RangeError, ShapeError for what there is not. */
  async gradient(question: GradientQuestion): Promise<InputGradient> {
    return (await import('./gradient.ts')).gradientOf(this.#parts(), question);
  }

  /** Grows a picture for a channel, see `DreamWish`. Throws RangeError, ShapeError, OutOfMemoryError, the signal's reason. */
  async dream(wish: DreamWish): Promise<Dream> {
    return (await import('./dream.ts')).dreamOf(this.#parts(), wish);
  }

  stopMeasuring(): void {
    void this.#meter?.then((meter) => meter.stop());
  }

  openPage(page: PageName | null, lab = ''): void {
    this.labLink.value = lab;
    this.page.value = page;
  }

  async openLab(): Promise<LabFace> {
    const { openLab } = await import('./lab/index.ts');
    const { page, labLink, samples } = this;
    return openLab(this.gpu, { page, labLink, samples, explorer: this });
  }

  async openDreams(): Promise<DreamDesk> {
    const { openDreams } = await import('./dream/index.ts');
    const picture = (): BlockedTensor | null => this.stage?.picture ?? null;
    const host = { ...this.#parts(), library: this.#models, picture, session: this };
    this.#dreams ??= openDreams(host).catch((error: unknown) => {
      this.#dreams = null;
      throw error;
    });
    return this.#dreams;
  }

  /**
   * The present state as an address. A picture of the person's own is not in it: it never leaves the machine. Throws
   * before `start` has resolved.
   */
  link(): string {
    const codec = this.#codec;
    if (!codec) throw new Error('The session has not started yet.');
    const page = globalThis.location.href.replace(/#.*$/, '');
    return `${page}${codec.writeLink(codec.stateOf(this, this.linkState()))}`;
  }

  dispose(): void {
    this.#disposed = true;
    this.#pictureJob.cancel();
    this.stopLoading();
    this.store.dispose();
    const end = (): Promise<void> => Promise.resolve().then(() => this.disposeResident());
    // Who holds the network now has it until the end of the turn.
    void Promise.all([this.letGo(), this.#dreams?.then((one) => one.settle())])
      .catch(this.report)
      .then(() => this.holding(end));
  }

  protected override async letGo(): Promise<void> {
    const [verifier, meter] = await Promise.all([this.#verifier, this.#meter]);
    await Promise.all([verifier?.settle(), meter?.settle()]);
  }

  protected override get opening(): LinkState {
    return this.#opening;
  }

  async #decode(
    source: PictureSource,
    signal: AbortSignal,
  ): Promise<{ decoded: DecodedPicture; summary: PictureSummary }> {
    const sample =
      source.kind === 'sample' ? this.samples.find((one) => one.id === source.id) : null;
    const url = source.kind === 'url' ? source.url : sample?.url;
    const blob = source.kind === 'blob' ? source.blob : await fetchPicture(url ?? '', signal);
    const name = source.kind === 'blob' ? source.name : (url ?? '');
    const decoded = await decodePicture(blob, name);
    const title = sample?.title ?? { en: name, ja: name };
    const { width, height } = decoded;
    const address = source.kind === 'url' ? source.url : null;
    return {
      decoded,
      summary: { title, width, height, sample: sample ?? null, url: address },
    };
  }

  override async selectModel(id: string): Promise<void> {
    const link = this.#waiting;
    this.#waiting = null;
    if (link?.model === id) await this.#open(link, [], true);
    else await super.selectModel(id);
  }

  /**
   * What a link does not say of the appearance is as a person sees it first. A network that would have to be fetched first
   * is not, unless `isAsked`: a link is no consent.
   */
  async #open(state: LinkState, unread: readonly string[], isAsked = false): Promise<void> {
    this.#opening = state;
    this.dismissNotice();
    this.applyAppearance(state);
    if (state.fit) await this.setFit(state.fit);
    const [firstModel] = this.models.value;
    const known = this.models.value.some(({ id }) => id === state.model);
    const mayFetch = isAsked || !known || (await this.isAtHand(state.model));
    const wanted = known && mayFetch ? state.model : undefined;
    const model = wanted ?? this.model.value?.id ?? firstModel?.id;
    const isNew = model !== undefined && model !== this.model.value?.id;
    // Of a network that arrives little by little the first layer is enough to go on.
    const loading = isNew && Promise.race([super.selectModel(model), this.#untilShown(model)]);
    await Promise.all([loading, this.#openLinked(state.picture)]);
    const { size } = state;
    if (size !== undefined && this.inputSizes.value.includes(size)) await this.setInputSize(size);
    await this.applyPlace(state).catch((error: unknown) => this.tell(error));
    this.openPage(state.page ?? null, state.lab);
    this.#opening = {};
    if (known && !mayFetch) {
      this.#ask(state);
      return;
    }
    const { notFound } = await this.#openCodec();
    const lost = [...unread, ...notFound(state, this)];
    if (lost.length > 0 && !this.notice.value) {
      this.notice.value = {
        severity: 'info',
        code: 'link-unread',
        values: { parts: lost.join(', ') },
      };
    }
  }

  async #openLinked(picture: LinkState['picture']): Promise<void> {
    if (!picture) return;
    const shown = this.picture.value;
    const same =
      picture.kind === 'sample' ? shown?.sample?.id === picture.id : shown?.url === picture.url;
    if (same) return;
    const isGone = picture.kind === 'sample' && !this.samples.some(({ id }) => id === picture.id);
    const [first] = this.samples;
    if (!isGone) await this.openPicture(picture);
    // Whatever is wrong with the picture of a link, there is one to look at.
    if (!this.source && first) {
      const { value: why } = this.notice;
      await this.openPicture({ kind: 'sample', id: first.id });
      this.notice.value = why;
    }
  }

  /** Says what the link would show, and waits for the person to choose it. */
  #ask(link: LinkState): void {
    const { name, bytes } = this.models.value.find(({ id }) => id === link.model) ?? {};
    this.#waiting = link;
    this.inform('link-asks', { name: name ?? '', bytes: bytes?.features ?? 0 });
  }

  #parts(): DreamParts {
    return {
      gpu: this.gpu,
      shown: () => this.#shown(),
      hold: (work) => this.holding(work),
      loaded: () => (this.#disposed ? null : this.loaded),
      planner: (model) => this.plannerFor(model),
    };
  }

  /** Null before there is a network with a stage. */
  #shown(): MeasuredNetwork | null {
    const { loaded, stage } = this;
    if (!loaded || !stage) return null;
    const { summary, network } = loaded;
    const { pass, size } = stage;
    const plan = this.tuning.peek().state;
    return { id: summary.id, name: summary.name, plan, network, pass, size };
  }

  #openCodec(): Promise<LinkCodec> {
    return this.#codecLoading;
  }

  #untilShown(id: string): Promise<void> {
    return new Promise((resolve) => {
      const stop = effect(() => {
        if (this.growing.value !== id) return;
        resolve();
        queueMicrotask(() => stop());
      });
      this.store.defer(() => stop());
    });
  }

  protected override async busy<T>(activity: Activity, work: () => Promise<T>): Promise<T> {
    if (this.activity.value !== 'starting') this.activity.value = activity;
    try {
      return await work();
    } finally {
      const starting = this.activity.value === 'starting' && this.progress.frames === 0;
      if (!starting || this.notice.value) this.activity.value = null;
    }
  }

  protected override idle(): void {
    if (this.progress.frames > 0) this.activity.value = null;
  }

  protected override tell(error: unknown): void {
    this.notice.value =
      error instanceof StudioError
        ? { severity: 'error', code: error.code, values: error.values }
        : { severity: 'error', code: 'unexpected', values: { detail: messageOf(error) } };
  }

  protected override inform(code: string, values: Notice['values']): void {
    this.notice.value = { severity: 'info', code, values };
  }
}
