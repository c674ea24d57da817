/** A session without a GPU, for the gallery: every state by hand, maps made up by fake-network. */
import { effect, signal } from '../base/index.ts';
import type { GridCell, GridLayout } from '../math/index.ts';
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
  Scores,
  SessionFace,
  ValueRange,
  ViewSettings,
} from '../session/index.ts';
import { FAKE_MODELS, FAKE_SAMPLES, FAKE_SCORES } from './fake-data.ts';
import { fakeLayers, paintMaps, squareOf } from './fake-network.ts';

type Painted = HTMLCanvasElement | ImageBitmap;

/** All signals are writable, so that the gallery can put it into any state. */
export class FakeSession implements SessionFace {
  readonly models = signal<readonly ModelSummary[]>(FAKE_MODELS);
  readonly model = signal<ModelSummary | null>(FAKE_MODELS[0] ?? null);
  readonly layers = signal<readonly LayerSummary[]>(fakeLayers(128));
  readonly pointed = signal<GridCell | null>(null);
  readonly selectedLayer = signal<LayerSummary | null>(this.layers.peek()[1] ?? null);
  readonly samples: readonly SamplePicture[] = FAKE_SAMPLES;
  readonly picture = signal<PictureSummary | null>(null);
  readonly scores = signal<Scores | null>(FAKE_SCORES);
  readonly range = signal<ValueRange | null>({ min: 0, max: 8.30124 });
  readonly view = signal<ViewSettings>({ colormap: 'viridis', scale: 'layer' });
  readonly inputSize = signal(128);
  readonly inputSizes = signal<readonly number[]>([64, 96, 128, 160, 224]);
  readonly fit = signal<Fit>('crop');
  readonly activity = signal<Activity | null>(null);
  readonly notice = signal<Notice | null>(null);
  readonly #image = signal<Painted | null>(null);

  selectLayer(name: string): void {
    const layer = this.layers.peek().find((known) => known.name === name);
    if (layer) this.selectedLayer.value = layer;
  }

  point(cell: GridCell | null): void {
    this.pointed.value = cell;
  }

  selectNeighbour(step: number): void {
    const layers = this.layers.peek();
    const at = layers.findIndex(({ name }) => name === this.selectedLayer.peek()?.name);
    const layer = layers[Math.max(0, Math.min(layers.length - 1, at + step))];
    if (layer) this.selectedLayer.value = layer;
  }

  async selectModel(id: string): Promise<void> {
    this.model.value = this.models.peek().find((model) => model.id === id) ?? null;
    return Promise.resolve();
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
    const image = await createImageBitmap(data);
    const name = source.kind === 'blob' ? source.name : '';
    const title = sample?.title ?? { en: name, ja: name };
    this.picture.value = { title, width: image.width, height: image.height, sample };
    this.#image.value = image;
  }

  setView(settings: Partial<ViewSettings>): void {
    this.view.value = { ...this.view.peek(), ...settings };
  }

  async setInputSize(size: number): Promise<void> {
    const name = this.selectedLayer.peek()?.name ?? '';
    this.inputSize.value = size;
    this.layers.value = fakeLayers(size);
    this.selectLayer(name);
    return Promise.resolve();
  }

  async setFit(fit: Fit): Promise<void> {
    this.fit.value = fit;
    return Promise.resolve();
  }

  dismissNotice(): void {
    this.notice.value = null;
  }

  attachGrid(canvas: HTMLCanvasElement): GridView {
    const layout = signal<GridLayout | null>(null);
    const dispose = effect(() => {
      const [image, layer, place] = [this.#image.value, this.selectedLayer.value, layout.value];
      const view = this.view.value;
      if (!image || !layer || place?.count !== layer.shape[0]) return;
      const max = paintMaps(canvas, place, layer, image, view);
      queueMicrotask(() => (this.range.value = { min: 0, max }));
    });
    return { dispose, setLayout: (next) => (layout.value = next) };
  }

  attachPicture(canvas: HTMLCanvasElement): CanvasView {
    const dispose = effect(() => {
      const size = this.inputSize.value;
      if (!this.#image.value) return;
      canvas.width = size;
      canvas.height = size;
      canvas.getContext('2d')?.putImageData(squareOf(this.#image.value, size), 0, 0);
    });
    return { dispose };
  }
}
