/**
 * What the person is looking at now: one model, one picture, one layer, and how it is drawn. Commands come in,
 * signals go out. The only mutable state of the application. Knows no element and no CSS.
 */
import { DisposableStore, LatestJob, StudioError, messageOf, signal } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import { formatShape } from '../math/index.ts';
import type { GridCell, Tensor3 } from '../math/index.ts';
import type { InputSize } from '../network/index.ts';
import { Canvases } from './canvases.ts';
import type { LoadedModel, ModelLibrary } from './model-library.ts';
import { decodePicture, fetchPicture } from './picture-reader.ts';
import type { DecodedPicture } from './picture-reader.ts';
import { Stage } from './stage.ts';
import type { StageSource } from './stage.ts';
import type {
  Activity,
  CanvasView,
  Fit,
  GridView,
  LayerSummary,
  ModelSummary,
  Notice,
  PictureSource,
  PictureSummary,
  SamplePicture,
  Score,
  Scores,
  SessionFace,
  ValueRange,
  ViewSettings,
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
export class Session implements SessionFace, Disposable {
  readonly samples: readonly SamplePicture[];
  readonly models = signal<readonly ModelSummary[]>([]);
  readonly model = signal<ModelSummary | null>(null);
  readonly layers = signal<readonly LayerSummary[]>([]);
  readonly selectedLayer = signal<LayerSummary | null>(null);
  readonly pointed = signal<GridCell | null>(null);
  readonly picture = signal<PictureSummary | null>(null);
  readonly scores = signal<Scores | null>(null);
  readonly range = signal<ValueRange | null>(null);
  readonly view = signal<ViewSettings>({ colormap: 'viridis', scale: 'layer' });
  readonly inputSize = signal(0);
  readonly inputSizes = signal<readonly number[]>([]);
  readonly fit = signal<Fit>('crop');
  readonly activity = signal<Activity | null>('starting');
  readonly notice = signal<Notice | null>(null);

  readonly #gpu: Gpu;
  readonly #library: ModelLibrary;
  readonly #store = new DisposableStore();
  readonly #canvases: Canvases;
  readonly #pictureJob = new LatestJob();
  readonly #modelJob = new LatestJob();
  readonly #runJob = new LatestJob();
  readonly #layerJob = new LatestJob();
  #loaded: Owned<LoadedModel> | null = null;
  #stage: Owned<Stage> | null = null;
  #source: StageSource | null = null;
  #frames = 0;
  #forwardMs = 0;
  #disposed = false;

  constructor({ gpu, library, samples }: SessionParts) {
    this.#gpu = gpu;
    this.#library = library;
    this.samples = samples;
    this.models.value = library.summaries;
    this.#canvases = this.#store.add(new Canvases(gpu, this.view.value));
    this.#store.defer(gpu.onError(this.#tell));
    void gpu.lost.then(this.#tell);
  }

  /** Frames computed so far, and the time of the last forward pass, ms. */
  get progress(): { readonly frames: number; readonly forwardMs: number } {
    return { frames: this.#frames, forwardMs: this.#forwardMs };
  }

  /** Opens the first model and the first sample side by side; resolves when the first maps are drawn. */
  async start(): Promise<void> {
    const [firstModel] = this.models.value;
    const [firstSample] = this.samples;
    await Promise.all([
      firstModel && this.selectModel(firstModel.id),
      firstSample && this.openPicture({ kind: 'sample', id: firstSample.id }),
    ]);
  }

  async selectModel(id: string): Promise<void> {
    await this.loadModel(id).catch(this.#tell);
  }

  /** As `selectModel`, for a file or an address as well, and it throws; the model before stays usable. */
  async loadModel(source: string | File | URL): Promise<void> {
    await this.#busy('loading-model', async () => {
      await this.#modelJob.run(async (signal) => {
        const loaded = await this.#library.load(this.#gpu, source, signal);
        try {
          await this.#adopt(loaded, loaded.input.defaultSize, signal);
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
    ).catch(this.#tell);
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
    await this.#take({ kind: 'tensor', tensor }, { title, width, height, sample: null });
    this.notice.value = null;
  }

  selectLayer(name: string): void {
    void this.showLayer(name).catch(this.#tell);
  }

  /** As `selectLayer`; resolves when the layer is drawn, throws RangeError for a name there is none of. */
  async showLayer(name: string): Promise<void> {
    const stage = this.#stage;
    const layer = this.layers.value.find((candidate) => candidate.name === name);
    if (!stage || !layer) throw new RangeError(`There is no layer ${name} in this network.`);
    await this.#layerJob.run(async (signal) => {
      await this.#canvases.showLayer(await stage.display(name));
      if (signal.aborted || this.#stage !== stage) return;
      if (formatShape(layer.shape) !== formatShape(this.selectedLayer.value?.shape ?? [])) {
        this.pointed.value = null;
      }
      this.selectedLayer.value = layer;
      this.#canvases.requestPaint();
      await this.#readRange();
    });
  }

  /** As in SessionFace; throws RangeError for a cell that the selected layer does not have. */
  point(cell: GridCell | null): void {
    const [channels, height, width] = this.selectedLayer.value?.shape ?? [0, 0, 0];
    const isInside =
      !cell ||
      (isBelow(cell.channel, channels) && isBelow(cell.row, height) && isBelow(cell.column, width));
    if (!isInside) {
      const { name = 'no layer' } = this.selectedLayer.value ?? {};
      const { channel, row, column } = cell;
      throw new RangeError(
        `${name} has no channel ${String(channel)}, row ${String(row)}, column ${String(column)}.`,
      );
    }
    this.pointed.value = cell;
  }

  selectNeighbour(step: number): void {
    const layers = this.layers.value;
    const now = layers.findIndex((layer) => layer.name === this.selectedLayer.value?.name);
    const next = layers[Math.max(0, Math.min(layers.length - 1, now + step))];
    if (next && layers[now] !== next) this.selectLayer(next.name);
  }

  setView(settings: Partial<ViewSettings>): void {
    this.view.value = { ...this.view.value, ...settings };
    void this.#canvases.setView(this.view.value).catch(this.#tell);
  }

  async setInputSize(size: number): Promise<void> {
    const loaded = this.#loaded;
    if (!loaded || size === this.inputSize.value) return;
    await this.#busy('computing', () =>
      this.#modelJob.run((signal) => this.#adopt(loaded, size, signal)),
    ).catch(this.#tell);
  }

  async setFit(fit: Fit): Promise<void> {
    if (fit === this.fit.value) return;
    this.fit.value = fit;
    this.#stage?.setFit(fit);
    await this.#run().catch(this.#tell);
  }

  dismissNotice(): void {
    this.notice.value = null;
  }

  attachGrid(canvas: HTMLCanvasElement): GridView {
    return this.#canvases.addGrid(canvas);
  }

  attachPicture(canvas: HTMLCanvasElement): CanvasView {
    return this.#canvases.addPicture(canvas);
  }

  /** The values of a layer (also `logits`), read back whole: for scripts, never for a frame. */
  async activations(layer: string): Promise<Tensor3> {
    if (!this.#stage) throw new RangeError('No network is loaded yet.');
    return this.#stage.activations(layer);
  }

  /** The `count` best classes; null when the network has no class scores. */
  async bestClasses(count: number): Promise<Scores | null> {
    const stage = this.#stage;
    const classes = this.#loaded?.classes;
    const probabilities = await stage?.probabilities();
    if (!stage || !classes || !probabilities) return null;
    const entries = [...probabilities]
      .map((probability, index): Score => {
        const label = classes[index] ?? { en: String(index), ja: String(index) };
        return { index, label, probability };
      })
      .sort((a, b) => b.probability - a.probability)
      .slice(0, count);
    return { entries, inputSize: stage.scoreSize };
  }

  dispose(): void {
    this.#disposed = true;
    for (const job of [this.#pictureJob, this.#modelJob, this.#runJob, this.#layerJob])
      job.cancel();
    if (this.#source?.kind === 'bitmap') this.#source.bitmap.close();
    this.#store.dispose();
    this.#stage?.dispose();
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
    return { decoded, summary: { title, width, height, sample: sample ?? null } };
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
    if (before?.kind === 'bitmap' && before !== source) before.bitmap.close();
    if (this.#source === source) this.picture.value = summary;
  }

  /** Brings up `loaded` at the wanted size; only when it has run does it replace what was there. */
  async #adopt(loaded: LoadedModel, side: number, signal: AbortSignal): Promise<void> {
    const stage = await Stage.create(this.#gpu, loaded, this.#wantedSize(side), this.fit.value);
    const source = this.#source;
    const began = performance.now();
    try {
      if (source) await stage.forward(source, signal);
      signal.throwIfAborted();
    } catch (error) {
      stage.dispose();
      throw error;
    }
    const before = { stage: this.#stage, loaded: this.#loaded };
    this.#loaded = loaded;
    this.#stage = stage;
    this.model.value = loaded.summary;
    this.layers.value = stage.layers;
    this.inputSize.value = side;
    this.inputSizes.value = loaded.input.sizes;
    const name = this.selectedLayer.value?.name ?? FIRST_LAYER;
    await this.#canvases.showPicture(stage.picture);
    await this.showLayer(stage.has(name) ? name : (stage.layers[0]?.name ?? name));
    before.stage?.dispose();
    if (before.loaded !== loaded) before.loaded?.dispose();
    if (this.#source !== source) await this.#run();
    else if (source) await this.#settle(began);
  }

  /** Sends the picture through the network and repaints. Nothing yet without a model or a picture. */
  async #run(): Promise<void> {
    await this.#runJob.run(async (signal) => {
      if (!this.#stage || !this.#source || !this.#loaded) return;
      const side = this.inputSize.value;
      const { height, width } = this.#wantedSize(side);
      if (this.#stage.size.height !== height || this.#stage.size.width !== width) {
        await this.#adopt(this.#loaded, side, signal);
        return;
      }
      const began = performance.now();
      if (await this.#stage.forward(this.#source, signal)) await this.#settle(began);
    });
  }

  /** A tensor brings its own size; pictures are brought to the chosen one. */
  #wantedSize(side: number): InputSize {
    if (this.#source?.kind !== 'tensor') return { height: side, width: side };
    const [, height, width] = this.#source.tensor.shape;
    return { height, width };
  }

  /** Paints what has been computed and reads the few numbers that are shown. */
  async #settle(began: number): Promise<void> {
    this.#canvases.refresh();
    this.#canvases.paint();
    await this.#gpu.finished();
    this.#forwardMs = performance.now() - began;
    this.#frames += 1;
    const [scores] = await Promise.all([this.bestClasses(SHOWN_SCORES), this.#readRange()]);
    this.scores.value = scores;
  }

  async #readRange(): Promise<void> {
    const { name } = this.selectedLayer.value ?? {};
    if (!this.#stage || !name || !this.#stage.has(name)) return;
    const display = await this.#stage.display(name);
    const range = await display.readRange();
    if (this.selectedLayer.value?.name === name) this.range.value = range;
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

  readonly #tell = (error: unknown): void => {
    this.notice.value =
      error instanceof StudioError
        ? { severity: 'error', code: error.code, values: error.values }
        : { severity: 'error', code: 'unexpected', values: { detail: messageOf(error) } };
  };
}

function isBelow(index: number, count: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < count;
}
