/** What the made-up session knows: layers, picture, settings, and the made-up values that follow from them. */
import { signal } from '../base/index.ts';
import { sourceRectangle } from '../math/index.ts';
import type {
  Fit,
  LayerCost,
  LayerSummary,
  Legend,
  Photo,
  SortName,
  ViewSettings,
} from '../session/index.ts';
import { FakeMaps, fakeLayers } from './fake-network.ts';
import { legendOf } from './fake-paint.ts';

const SIZE = 128;
const VIEW: ViewSettings = {
  colormap: 'viridis',
  signedColormap: 'blue-red',
  scale: 'layer',
  limits: { lo: 0, hi: 1 },
  percentile: 99,
  gamma: 1,
  sort: 'index',
  dimDead: true,
};

/** All signals are writable, so that the gallery can put it into any state. */
export class FakeWorld {
  readonly layers = signal<readonly LayerSummary[]>(fakeLayers(SIZE));
  readonly selectedLayer = signal<LayerSummary | null>(this.layers.peek()[1] ?? null);
  /** Names of layers without weights: they have no maps. */
  readonly arriving = signal<ReadonlySet<string>>(new Set());
  readonly costs = signal<ReadonlyMap<string, LayerCost> | null>(null);
  readonly view = signal<ViewSettings>(VIEW);
  readonly legend = signal<Legend>({
    colormap: 'viridis',
    limits: { lo: 0, hi: 8.30124 },
    diverging: false,
    range: { min: 0, max: 8.30124 },
  });
  readonly order = signal<readonly number[]>(
    Array.from({ length: this.selectedLayer.peek()?.shape[0] ?? 0 }, (_, i) => i),
  );
  readonly inputSize = signal(SIZE);
  readonly inputSizes = signal<readonly number[]>([64, 96, SIZE, 160, 224]);
  readonly fit = signal<Fit>('crop');
  readonly photo = signal<Photo | null>(null);
  /** Another object whenever picture or input size change. */
  protected readonly maps = signal<FakeMaps | null>(null);

  /** Shows another picture; the old one's values go. */
  protected setImage(image: ImageBitmap): void {
    const side = this.inputSize.peek();
    const region = sourceRectangle(image, { width: side, height: side }, this.fit.peek());
    this.photo.value = { image, region };
    this.renew();
  }

  legendOf(name: string): Legend {
    if (this.arriving.peek().has(name)) {
      return { ...this.legend.peek(), limits: null, range: null };
    }
    const maps = this.maps.peek()?.of(name);
    return maps ? legendOf(maps, this.view.peek()) : this.legend.peek();
  }

  /** After any change of picture, size, layer or colours. */
  protected renew(): void {
    const photo = this.photo.peek();
    this.maps.value = photo ? new FakeMaps(this.layers.peek(), photo.image) : null;
    this.refreshLegend();
  }

  protected refreshLegend(): void {
    const layer = this.selectedLayer.peek();
    if (!layer) return;
    this.order.value = this.orderOf(layer);
    this.legend.value = this.legendOf(layer.name);
  }

  protected layerNamed(name: string | null | undefined): LayerSummary | null {
    return this.layers.peek().find((layer) => layer.name === name) ?? null;
  }

  protected orderOf(layer: LayerSummary): readonly number[] {
    const channels = Array.from({ length: layer.shape[0] }, (_, i) => i);
    const isThere = !this.arriving.peek().has(layer.name);
    const maps = isThere ? this.maps.peek()?.of(layer.name) : null;
    const measure = MEASURES[this.view.peek().sort];
    if (!maps || !measure) return channels;
    const measured = maps.map(measure);
    return channels.sort((a, b) => (measured[b] ?? 0) - (measured[a] ?? 0));
  }
}

const MEASURES: Readonly<Record<SortName, ((map: Float32Array) => number) | null>> = {
  index: null,
  mean: (map) => map.reduce((a, b) => a + b, 0),
  max: (map) => map.reduce((a, b) => Math.max(a, b), -Infinity),
  zeros: (map) => map.filter((value) => value === 0).length,
};
