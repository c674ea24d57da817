/** A session without a GPU, for the gallery: every state by hand, values made up by fake-network. */
import { effect, signal } from '../base/index.ts';
import type { GridLayout } from '../math/index.ts';
import type {
  Activity,
  CanvasView,
  DreamFace,
  Fit,
  GridSubject,
  GridView,
  LabFace,
  LayerContent,
  PageName,
  PerformanceReport,
  PictureSource,
  PictureSummary,
  SamplePicture,
  SessionFace,
  VerifyReport,
  ViewSettings,
} from '../session/index.ts';
import { FAKE_SAMPLES } from './fake-data.ts';
import { FakeDreams } from './fake-dreams.ts';
import { FakeModels } from './fake-models.ts';
import { fakeLayers, squareOf } from './fake-network.ts';
import { paintGrid } from './fake-paint.ts';
import { FAKE_DEVICE, FakeMeter, FakeTuner, fakePerformance } from './fake-performance.ts';
import { FakeVerifier, fakeReport } from './fake-verify.ts';

const BYTES = 4;
const MILLION = 1e6;
const NUMBERS_PER_MS = 400_000;
const MEASURING_MS = 400;

/** All signals are writable, so that the gallery can put it into any state. */
export class FakeSession extends FakeModels implements SessionFace {
  readonly samples: readonly SamplePicture[] = FAKE_SAMPLES;
  readonly picture = signal<PictureSummary | null>(null);
  readonly content = signal<LayerContent>('maps');
  readonly beside = signal(false);
  readonly activity = signal<Activity | null>(null);
  readonly verifier = new FakeVerifier();
  readonly verification = this.verifier.verification;
  readonly device = FAKE_DEVICE;
  readonly meter = new FakeMeter();
  readonly performance = this.meter.performance;
  readonly tuner = new FakeTuner();
  readonly tuning = this.tuner.tuning;
  readonly page = signal<PageName | null>(null);
  readonly labLink = signal('');
  /** Set by the gallery to those that stand still; else made when they are asked for. */
  dreams: FakeDreams | null = null;

  selectLayer(name: string): void {
    const layer = this.layerNamed(name);
    if (!layer) return;
    this.pointing.value = false;
    this.selectedLayer.value = layer;
    this.refreshLegend();
  }

  selectNeighbour(step: number): void {
    const layers = this.layers.peek();
    const at = layers.findIndex(({ name }) => name === this.selectedLayer.peek()?.name);
    const layer = layers[Math.max(0, Math.min(layers.length - 1, at + step))];
    if (layer) this.selectLayer(layer.name);
  }

  async openPicture(source: PictureSource): Promise<void> {
    if (source.kind === 'url') {
      this.notice.value = { severity: 'error', code: 'picture-cors', values: { url: source.url } };
      return;
    }
    const sample =
      source.kind === 'sample' ? (this.samples.find(({ id }) => id === source.id) ?? null) : null;
    const data =
      source.kind === 'blob' ? source.blob : await (await fetch(sample?.url ?? '')).blob();
    const image = await decode(data);
    const name = source.kind === 'blob' ? source.name : '';
    const title = sample?.title ?? { en: name, ja: name };
    this.picture.value = { title, width: image.width, height: image.height, sample, url: null };
    this.setImage(image);
  }

  setView(settings: Partial<ViewSettings>): void {
    this.view.value = { ...this.view.peek(), ...settings };
    this.refreshLegend();
  }

  verify(): Promise<VerifyReport> {
    const name = this.model.peek()?.name ?? '';
    return this.verifier.verify(fakeReport(this.layers.peek()), name);
  }

  stopVerifying(): void {
    this.verifier.stopVerifying();
  }

  measurePerformance(): Promise<PerformanceReport> {
    return this.meter.measure(fakePerformance(this.layers.peek(), this.model.peek()));
  }

  stopMeasuring(): void {
    this.meter.stop();
  }

  tune(): Promise<boolean> {
    return this.tuner.tune(this.layers.peek());
  }

  forgetTuning(): Promise<void> {
    this.tuner.end('start');
    return Promise.resolve();
  }

  openPage(page: PageName | null, lab = ''): void {
    this.labLink.value = lab;
    this.page.value = page;
  }

  /** A real one, on the references. */
  async openLab(): Promise<LabFace> {
    const { openLab } = await import('../session/lab/index.ts');
    const { page, labLink, samples } = this;
    return openLab(null, { page, labLink, samples });
  }

  openDreams(): Promise<DreamFace> {
    this.dreams ??= new FakeDreams(this.layers);
    return Promise.resolve(this.dreams);
  }

  setContent(content: LayerContent): void {
    this.content.value = content;
  }

  setBeside(open: boolean): void {
    this.beside.value = open;
  }

  async measureCosts(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, MEASURING_MS));
    this.costs.value = new Map(
      this.layers.peek().map(({ name, shape, parameters }) => {
        const numbers = shape[0] * shape[1] * shape[2];
        const ms = numbers / NUMBERS_PER_MS + parameters / MILLION;
        return [name, { ms, bytes: BYTES * numbers }];
      }),
    );
  }

  async setInputSize(size: number): Promise<void> {
    const name = this.selectedLayer.peek()?.name ?? '';
    this.inputSize.value = size;
    const { id, architecture } = this.model.peek() ?? { id: '', architecture: '' };
    this.layers.value = fakeLayers(size, id === 'kawasemi-mini' ? 'mini' : architecture);
    this.costs.value = null;
    this.selectLayer(name);
    const photo = this.photo.peek();
    if (photo) this.setImage(photo.image);
    return Promise.resolve();
  }

  async setFit(fit: Fit): Promise<void> {
    this.fit.value = fit;
    return Promise.resolve();
  }

  dismissNotice(): void {
    this.notice.value = null;
  }

  attachGrid(canvas: HTMLCanvasElement, subject: GridSubject = 'selected'): GridView {
    const layout = signal<GridLayout | null>(null);
    const dispose = effect(() => {
      const [maps, selected, place] = [this.maps.value, this.selectedLayer.value, layout.value];
      const [view, order] = [this.view.value, this.order.value];
      const layer = subject === 'before' ? this.layerNamed(selected?.before) : selected;
      if (!maps || !layer || place?.count !== layer.shape[0]) return;
      const channels = subject === 'before' ? this.orderOf(layer) : order;
      paintGrid(canvas, place, maps.of(layer.name), layer.shape[2], channels, view);
    });
    return { dispose, setLayout: (next) => (layout.value = next) };
  }

  attachPicture(canvas: HTMLCanvasElement): CanvasView {
    const dispose = effect(() => {
      const size = this.inputSize.value;
      const photo = this.photo.value;
      if (!photo) return;
      canvas.width = size;
      canvas.height = size;
      canvas.getContext('2d')?.putImageData(squareOf(photo.image, size), 0, 0);
    });
    return { dispose };
  }
}

/** Drawings are no bitmaps for `createImageBitmap`, so they take the way over an image. */
async function decode(data: Blob): Promise<ImageBitmap> {
  if (!data.type.includes('svg')) return createImageBitmap(data);
  const image = new Image();
  image.src = URL.createObjectURL(data);
  await image.decode();
  return createImageBitmap(image);
}
