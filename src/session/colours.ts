/**
 * How values become colours, and in which order the channels stand: from the settings, the ranges of the layers and
 * the statistics of the chosen one. Knows no canvas and no GPU.
 */
import { signal } from '../base/index.ts';
import { percentileOf, scaleLimits } from '../math/index.ts';
import type { ColorScale, ColormapName, Limits } from '../math/index.ts';
import type {
  LayerSummary,
  Legend,
  ScaleName,
  SortName,
  ValueRange,
  ViewSettings,
} from './types.ts';

/** What a person sees first. */
export const DEFAULT_VIEW: ViewSettings = {
  colormap: 'viridis',
  signedColormap: 'blue-red',
  scale: 'layer',
  limits: { lo: 0, hi: 1 },
  percentile: 99.5,
  gamma: 1,
  sort: 'index',
  dimDead: true,
};

/** Min, max, mean, share of zeros. */
const ENTRY = 4;
const PLACE: Readonly<Record<Exclude<SortName, 'index'>, number>> = { max: 1, mean: 2, zeros: 3 };
const UNKNOWN: ValueRange = { min: 0, max: 0 };
const DEAD_ALPHA = 0.25;
const HUNDRED = 100;

/** The one set of colours of a session. */
export class Colours {
  readonly view = signal<ViewSettings>(DEFAULT_VIEW);
  readonly legend = signal<Legend>({
    colormap: 'viridis',
    limits: null,
    diverging: false,
    range: null,
  });
  readonly order = signal<readonly number[]>([]);
  #layer: LayerSummary | null = null;
  #statistics: Float32Array | null = null;
  #ranges: ReadonlyMap<string, ValueRange> = new Map();
  #network: Limits = { lo: 0, hi: 0 };
  #percentiles = new Map<string, Limits>();

  /** Alpha of dead channels. */
  get dimDead(): number {
    return this.view.value.dimDead ? DEAD_ALPHA : 1;
  }

  /** Takes over settings. */
  set(settings: Partial<ViewSettings>): void {
    const before = this.view.value;
    this.view.value = { ...before, ...settings };
    if (settings.percentile !== undefined && settings.percentile !== before.percentile) {
      this.#percentiles.clear();
    }
    this.#update();
  }

  /** A new picture or network: the smallest and largest value of every layer. Percentiles are to be counted anew. */
  setRanges(layers: readonly LayerSummary[], ranges: ReadonlyMap<string, ValueRange>): void {
    this.#ranges = ranges;
    this.#percentiles.clear();
    // The input has units of its own, and so have probabilities.
    const shared = layers.filter(
      ({ kind, activation }) => kind !== 'input' && activation !== 'softmax',
    );
    const known = shared.map(({ name }) => ranges.get(name) ?? UNKNOWN);
    this.#network = {
      lo: Math.min(0, ...known.map(({ min }) => min)),
      hi: Math.max(0, ...known.map(({ max }) => max)),
    };
    this.#update();
  }

  /** The chosen layer, with the statistics of its channels once they are known. */
  setLayer(layer: LayerSummary | null, statistics: Float32Array | null): void {
    this.#layer = layer;
    this.#statistics = statistics;
    this.#update();
  }

  /** Whether the percentiles of a layer are asked for and not known yet. */
  lacksPercentiles(layer: string): boolean {
    return this.view.value.scale === 'percentile' && !this.#percentiles.has(layer);
  }

  /** The limits of `percentile` for a layer, from counts of its values. */
  setPercentiles(layer: string, counts: Uint32Array): void {
    const range = this.#rangeOf(layer);
    const { percentile } = this.view.value;
    const lo = range.min < 0 ? percentileOf(counts, HUNDRED - percentile, range) : 0;
    this.#percentiles.set(layer, { lo, hi: percentileOf(counts, percentile, range) });
    this.#update();
  }

  /** The colour map of a layer. */
  colormapOf(layer: string): ColormapName {
    const { colormap, signedColormap } = this.view.value;
    return this.#isSigned(layer) ? signedColormap : colormap;
  }

  /** How the values of a layer are spread over its colour map. */
  scaleOf(layer: string): ColorScale {
    const { gamma } = this.view.value;
    const diverging = this.#isSigned(layer);
    const scale = this.#scaleName(layer);
    if (scale === 'channel' || scale === 'layer') return { scale, gamma, diverging };
    return { scale: 'fixed', ...this.#fixedLimits(layer, scale), gamma, diverging };
  }

  /** The channel with the largest mean; 0 while not known. */
  get strongest(): number {
    return this.#sorted('mean')[0] ?? 0;
  }

  #isSigned(layer: string): boolean {
    return this.#rangeOf(layer).min < 0;
  }

  #rangeOf(layer: string): ValueRange {
    return this.#ranges.get(layer) ?? UNKNOWN;
  }

  /** Until percentiles are counted, and for layers the network's scale leaves out, the layer's own scale is used. */
  #scaleName(layer: string): ScaleName {
    const { scale } = this.view.value;
    if (scale === 'percentile' && !this.#percentiles.has(layer)) return 'layer';
    const { lo, hi } = this.#network;
    const { min, max } = this.#rangeOf(layer);
    return scale === 'network' && (min < lo || max > hi) ? 'layer' : scale;
  }

  #fixedLimits(layer: string, scale: Exclude<ScaleName, 'channel' | 'layer'>): Limits {
    switch (scale) {
      case 'network':
        return this.#network;
      case 'percentile':
        return this.#percentiles.get(layer) ?? this.#network;
      case 'fixed':
        return this.view.value.limits;
      default:
        return scale satisfies never;
    }
  }

  /** What the legend would tell of a layer. */
  legendOf(layer: string): Legend {
    const range = this.#ranges.get(layer) ?? null;
    const scale = this.scaleOf(layer);
    const own = range ? { lo: range.min, hi: range.max } : null;
    return {
      colormap: this.colormapOf(layer),
      limits: own && scale.scale !== 'channel' ? scaleLimits(scale, own, own) : null,
      diverging: scale.diverging ?? false,
      range,
    };
  }

  #update(): void {
    this.order.value = this.#sorted(this.view.value.sort);
    this.legend.value = this.legendOf(this.#layer?.name ?? '');
  }

  /** Channels, the largest first; equals, and all of them while nothing is known, by number. */
  #sorted(by: SortName): readonly number[] {
    const count = this.#layer?.shape[0] ?? 0;
    const channels = Array.from({ length: count }, (_, channel) => channel);
    const statistics = this.#statistics;
    if (by === 'index' || statistics?.length !== ENTRY * count) return channels;
    const valueOf = (channel: number): number => statistics[ENTRY * channel + PLACE[by]] ?? 0;
    return channels.sort((a, b) => valueOf(b) - valueOf(a) || a - b);
  }
}
