/**
 * What the person is looking at now: one model, one picture, and (see `Explorer`) how it is shown. Commands come in,
 * signals go out. The only mutable state of the application. Knows no element and no CSS.
 */
import { LatestJob, StudioError, messageOf, signal } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import { sourceRectangle } from '../math/index.ts';
import type { Tensor3 } from '../math/index.ts';
import type { InputSize } from '../network/index.ts';
import { Explorer } from './explorer.ts';
import { readLink, writeLink } from './link-codec.ts';
import type { LinkState } from './link-codec.ts';
import type { LoadedModel, ModelLibrary } from './model-library.ts';
import { decodePicture, fetchPicture } from './picture-reader.ts';
import type { DecodedPicture } from './picture-reader.ts';
import { rankClasses } from './scores.ts';
import { Stage } from './stage.ts';
import type { StageSource } from './stage.ts';
import type {
  Activity,
  Fit,
  ModelSummary,
  Notice,
  PictureSource,
  PictureSummary,
  SamplePicture,
  Scores,
  SessionFace,
} from './types.ts';

/** Classes shown beside the picture. */
const SHOWN_SCORES = 5;
const FIRST_LAYER = 'block1_conv2';

/** What a session is made of. */
export interface SessionParts {
  readonly gpu: Gpu;
  readonly library: ModelLibrary;
  readonly samples: readonly SamplePicture[];
}

/** The one session of a page. */
export class Session extends Explorer implements SessionFace, Disposable {
  readonly samples: readonly SamplePicture[];
  readonly models = signal<readonly ModelSummary[]>([]);
  readonly model = signal<ModelSummary | null>(null);
  readonly picture = signal<PictureSummary | null>(null);
  readonly scores = signal<Scores | null>(null);
  readonly inputSize = signal(0);
  readonly inputSizes = signal<readonly number[]>([]);
  readonly fit = signal<Fit>('crop');
  readonly activity = signal<Activity | null>('starting');
  readonly notice = signal<Notice | null>(null);

  readonly #library: ModelLibrary;
  readonly #pictureJob = new LatestJob();
  readonly #modelJob = new LatestJob();
  readonly #runJob = new LatestJob();
  #loaded: Owned<LoadedModel> | null = null;
  #source: StageSource | null = null;
  /** The link that is being opened. */
  #opening: LinkState = {};
  #frames = 0;
  #forwardMs = 0;
  #disposed = false;

  constructor({ gpu, library, samples }: SessionParts) {
    super(gpu);
    this.#library = library;
    this.samples = samples;
    this.models.value = library.summaries;
    const tell = (error: unknown): void => this.tell(error);
    this.store.defer(gpu.onError(tell));
    void gpu.lost.then(tell);
  }

  /** Frames computed so far, and the time of the last forward pass, ms. */
  get progress(): { readonly frames: number; readonly forwardMs: number } {
    return { frames: this.#frames, forwardMs: this.#forwardMs };
  }

  /**
   * Opens what `hash`, the part of the address behind `#`, names, else the first model and the first sample, side by
   * side; resolves when the first maps are drawn.
   */
  async start(hash = ''): Promise<void> {
    const { state, unread } = readLink(hash) ?? { state: {}, unread: [] };
    const [firstSample] = this.samples;
    const usual = firstSample && ({ kind: 'sample', id: firstSample.id } as const);
    await this.#open({ ...(usual && { picture: usual }), ...state }, unread);
  }

  /** Goes where a link leads. Model, picture, size and fit stay as they are where it does not name them. */
  async follow(hash: string): Promise<void> {
    const link = readLink(hash);
    if (link && hash !== writeLink(this.#state())) await this.#open(link.state, link.unread);
  }

  async selectModel(id: string): Promise<void> {
    await this.loadModel(id).catch(this.#report);
  }

  /** As `selectModel`, for a file or an address as well, and it throws; the model before stays usable. */
  async loadModel(source: string | File | URL): Promise<void> {
    await this.#busy('loading-model', async () => {
      await this.#modelJob.run(async (signal) => {
        const loaded = await this.#library.load(this.gpu, source, signal);
        try {
          const { sizes, defaultSize } = loaded.input;
          const wanted = this.#opening.size ?? defaultSize;
          await this.#adopt(loaded, sizes.includes(wanted) ? wanted : defaultSize, signal);
        } catch (error) {
          loaded.dispose();
          throw error;
        }
      });
    });
  }

  async openPicture(source: PictureSource): Promise<void> {
    await this.#busy('reading-picture', () =>
      this.#pictureJob.run(async (signal) => {
        const { decoded, summary } = await this.#decode(source, signal);
        if (signal.aborted || this.#disposed) decoded.bitmap.close();
        else await this.showPicture(decoded, summary);
      }),
    ).catch(this.#report);
  }

  /** Shows decoded pixels, which become the session's. */
  async showPicture(decoded: DecodedPicture, summary: PictureSummary): Promise<void> {
    await this.#take({ kind: 'bitmap', bitmap: decoded.bitmap }, summary);
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
    await this.#take({ kind: 'tensor', tensor }, { title, width, height, sample: null, url: null });
    this.notice.value = null;
  }

  async setInputSize(size: number): Promise<void> {
    const loaded = this.#loaded;
    if (!loaded || size === this.inputSize.value) return;
    await this.#busy('computing', () =>
      this.#modelJob.run((signal) => this.#adopt(loaded, size, signal)),
    ).catch(this.#report);
  }

  async setFit(fit: Fit): Promise<void> {
    if (fit === this.fit.value) return;
    this.fit.value = fit;
    this.stage?.setFit(fit);
    await this.#run().catch(this.#report);
    this.#placePhoto();
  }

  dismissNotice(): void {
    this.notice.value = null;
  }

  /** The present state as an address. A picture of the person's own is not in it: it never leaves the machine. */
  link(): string {
    const page = globalThis.location.href.replace(/#.*$/, '');
    return `${page}${writeLink(this.#state())}`;
  }

  /** The `count` best classes; null when the network has no class scores. */
  async bestClasses(count: number): Promise<Scores | null> {
    const stage = this.stage;
    const classes = this.#loaded?.classes;
    const probabilities = await stage?.probabilities();
    if (!stage || !classes || !probabilities) return null;
    const entries = rankClasses(probabilities, classes).slice(0, count);
    return { entries, inputSize: stage.scoreSize };
  }

  dispose(): void {
    this.#disposed = true;
    for (const job of [this.#pictureJob, this.#modelJob, this.#runJob]) job.cancel();
    if (this.#source?.kind === 'bitmap') this.#source.bitmap.close();
    this.store.dispose();
    this.stage?.dispose();
    this.#loaded?.dispose();
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

  /** Makes `source` the picture; on failure the one before stays. */
  async #take(source: StageSource, summary: PictureSummary): Promise<void> {
    const before = this.#source;
    this.#source = source;
    try {
      await this.#run();
    } catch (error) {
      this.#source = before;
      if (source.kind === 'bitmap') source.bitmap.close();
      throw error;
    }
    if (this.#source === source) {
      this.picture.value = summary;
      this.#placePhoto();
    }
    if (before?.kind === 'bitmap' && before !== source) before.bitmap.close();
  }

  /** Brings up `loaded` at the wanted size; only when it has run does it replace what was there. */
  async #adopt(loaded: LoadedModel, side: number, signal: AbortSignal): Promise<void> {
    const stage = await Stage.create(this.gpu, loaded, this.#wantedSize(side), this.fit.value);
    const source = this.#source;
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
    const before = { stage: this.stage, loaded: this.#loaded };
    this.#loaded = loaded;
    this.stage = stage;
    this.model.value = loaded.summary;
    this.replaceLayers(stage.layers, before.loaded === loaded);
    this.inputSize.value = side;
    this.inputSizes.value = loaded.input.sizes;
    const name = this.#opening.layer ?? this.selectedLayer.value?.name ?? FIRST_LAYER;
    await this.canvases.rebind();
    await this.presentLayer([name, FIRST_LAYER].find((one) => stage.has(one)) ?? 'input');
    before.stage?.dispose();
    if (before.loaded !== loaded) before.loaded?.dispose();
    if (this.#source !== source) await this.#run();
    else if (source) await this.#settle(began);
    this.prepareExplaining().catch(this.#report);
  }

  /** Sends the picture through the network and repaints. Nothing yet without a model or a picture. */
  async #run(): Promise<void> {
    await this.#runJob.run(async (signal) => {
      if (!this.stage || !this.#source || !this.#loaded) return;
      const side = this.inputSize.value;
      const { height, width } = this.#wantedSize(side);
      if (this.stage.size.height !== height || this.stage.size.width !== width) {
        await this.#adopt(this.#loaded, side, signal);
        return;
      }
      const began = performance.now();
      if (await this.stage.forward(this.#source, signal)) await this.#settle(began);
    });
  }

  /** A tensor brings its own size; pictures are brought to the chosen one. */
  #wantedSize(side: number): InputSize {
    if (this.#source?.kind !== 'tensor') return { height: side, width: side };
    const [, height, width] = this.#source.tensor.shape;
    return { height, width };
  }

  /** Shows what has been computed and reads the few numbers that are told. */
  async #settle(began: number): Promise<void> {
    await this.showValues();
    await this.gpu.finished();
    this.#forwardMs = performance.now() - began;
    this.#frames += 1;
    this.scores.value = await this.bestClasses(SHOWN_SCORES);
  }

  /** The picture itself, for those who lay maps over it. */
  #placePhoto(): void {
    const source = this.#source;
    if (source?.kind !== 'bitmap') {
      this.photo.value = null;
      return;
    }
    const image = source.bitmap;
    const region = sourceRectangle(image, this.#wantedSize(this.inputSize.value), this.fit.value);
    this.photo.value = { image, region };
  }

  /** What a link does not say of the appearance is as a person sees it first. */
  async #open(state: LinkState, unread: readonly string[]): Promise<void> {
    this.#opening = state;
    this.dismissNotice();
    this.applyAppearance(state);
    if (state.fit) await this.setFit(state.fit);
    const [firstModel] = this.models.value;
    const known = this.models.value.some(({ id }) => id === state.model);
    const model = known ? state.model : (this.model.value?.id ?? firstModel?.id);
    const isNew = model !== undefined && model !== this.model.value?.id;
    await Promise.all([isNew && this.selectModel(model), this.#openLinked(state.picture)]);
    const { size } = state;
    if (size !== undefined && this.inputSizes.value.includes(size)) await this.setInputSize(size);
    await this.applyPlace(state).catch((error: unknown) => this.tell(error));
    this.#opening = {};
    const lost = [...unread, ...this.#notFound(state)];
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
    if (!this.#source && first) {
      const { value: why } = this.notice;
      await this.openPicture({ kind: 'sample', id: first.id });
      this.notice.value = why;
    }
  }

  /** Parts of a link that name something there is none of. */
  #notFound({ model, picture, size, layer }: LinkState): string[] {
    const isMissing = {
      model: model !== undefined && this.model.value?.id !== model,
      sample: picture?.kind === 'sample' && !this.samples.some(({ id }) => id === picture.id),
      size: size !== undefined && this.inputSize.value !== size,
      layer: layer !== undefined && this.selectedLayer.value?.name !== layer,
    };
    return Object.entries(isMissing).flatMap(([name, missing]) => (missing ? [name] : []));
  }

  #state(): LinkState {
    const picture = this.picture.value;
    const sample = picture?.sample;
    const url = picture?.url ?? null;
    const model = this.model.value?.id;
    return {
      ...(model !== undefined && { model }),
      ...(sample && { picture: { kind: 'sample', id: sample.id } as const }),
      ...(url !== null && { picture: { kind: 'url', url } as const }),
      ...(this.inputSize.value > 0 && { size: this.inputSize.value }),
      fit: this.fit.value,
      ...this.linkState(),
    };
  }

  async #busy<T>(activity: Activity, work: () => Promise<T>): Promise<T> {
    if (this.activity.value !== 'starting') this.activity.value = activity;
    try {
      return await work();
    } finally {
      const starting = this.activity.value === 'starting' && this.#frames === 0;
      if (!starting || this.notice.value) this.activity.value = null;
    }
  }

  readonly #report = (error: unknown): void => this.tell(error);

  protected override tell(error: unknown): void {
    this.notice.value =
      error instanceof StudioError
        ? { severity: 'error', code: error.code, values: error.values }
        : { severity: 'error', code: 'unexpected', values: { detail: messageOf(error) } };
  }
}
