/** Statistics of every layer of a pass: computed in one submit, read in a few small pieces. Knows no canvas. */
import { DisposableStore } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import { VALUE_HISTOGRAM_BYTES, prepareValueHistogram } from '../gpu/index.ts';
import type { Dispatch, Gpu, GpuBuffer } from '../gpu/index.ts';
import { UnitProbe } from './unit-probe.ts';
import type { ProbedUnit } from './unit-probe.ts';
import type { GridCell } from '../math/index.ts';
import type { ForwardPass } from '../network/index.ts';
import { createLayerDisplay } from './layer-display.ts';
import type { LayerDisplay } from './layer-display.ts';
import type { ValueRange } from './types.ts';

/** Min, max, mean, share of zeros. */
const ENTRY = 4;
const ENTRY_BYTES = ENTRY * Float32Array.BYTES_PER_ELEMENT;

/** Made for one pass; dispose of it before the pass. */
export class LayerDisplays implements Disposable {
  readonly #gpu: Gpu;
  readonly #displays: ReadonlyMap<string, LayerDisplay>;
  readonly #probe: UnitProbe;
  readonly #ranges: GpuBuffer;
  readonly #owned: DisposableStore;
  readonly #histograms = new Map<string, Promise<Dispatch>>();
  #counts: GpuBuffer | null = null;
  #ready: ReadonlySet<string>;

  private constructor(
    gpu: Gpu,
    displays: ReadonlyMap<string, LayerDisplay>,
    probe: UnitProbe,
    ready: readonly string[],
    owned: DisposableStore,
  ) {
    this.#gpu = gpu;
    this.#ready = new Set(ready);
    this.#displays = displays;
    this.#probe = probe;
    this.#owned = owned;
    this.#ranges = owned.add(gpu.buffer('LayerDisplays.ranges', displays.size * ENTRY_BYTES));
  }

  /** Prepares statistics and probe of every layer of `pass`. */
  static async create(gpu: Gpu, pass: ForwardPass): Promise<Owned<LayerDisplays>> {
    const owned = new DisposableStore();
    try {
      const probe = owned.add(new UnitProbe(gpu, 'LayerDisplays'));
      const displays = await Promise.all(
        pass.plan.map(async ({ layer: { name } }) => {
          const label = `LayerDisplays.${name}`;
          const display = owned.add(await createLayerDisplay(gpu, label, pass.output(name)));
          await probe.prepare(name, display.tensor, display.channels);
          return [name, display] as const;
        }),
      );
      return new LayerDisplays(gpu, new Map(displays), probe, pass.ready, owned);
    } catch (error) {
      owned.dispose();
      throw error;
    }
  }

  /** The layers whose values have been computed: the others show nothing. */
  setReady(names: readonly string[]): void {
    this.#ready = new Set(names);
  }

  /** A layer's values with their statistics; null for a name there is none of, and for a layer that is not there yet. */
  get(name: string): LayerDisplay | null {
    return this.#ready.has(name) ? (this.#displays.get(name) ?? null) : null;
  }

  /** Computes the statistics of every layer anew, in one submit. */
  refresh(): void {
    this.#gpu.submit('LayerDisplays.refresh', (commands) => {
      for (const [name, display] of this.#displays) {
        if (this.#ready.has(name)) display.encode(commands);
      }
      let offset = 0;
      for (const [name, { layer }] of this.#displays) {
        if (this.#ready.has(name)) commands.copy(layer, this.#ranges, offset);
        offset += ENTRY_BYTES;
      }
    });
  }

  /** Smallest and largest value of every layer that is there: 16 bytes a layer. */
  async readRanges(): Promise<ReadonlyMap<string, ValueRange>> {
    const ready = this.#ready;
    const values = new Float32Array(await this.#gpu.read(this.#ranges));
    const ranges = [...this.#displays.keys()].map((name, index) => {
      const [min = 0, max = 0] = values.subarray(index * ENTRY);
      return [name, { min, max }] as const;
    });
    return new Map(ranges.filter(([name]) => ready.has(name)));
  }

  /** One cell and its channel. Throws RangeError for a layer there is none of. */
  probe(name: string, cell: GridCell): Promise<ProbedUnit> {
    return this.#probe.read(name, cell);
  }

  /** How many values of a layer lie in each part of the range of f32: 16 KiB. */
  async countValues(name: string): Promise<Uint32Array> {
    const display = this.get(name);
    if (!display) throw new RangeError(`There is no layer ${name}.`);
    const label = 'LayerDisplays.counts';
    const counts = (this.#counts ??= this.#owned.add(
      this.#gpu.buffer(label, VALUE_HISTOGRAM_BYTES),
    ));
    let launch = this.#histograms.get(name);
    if (!launch) {
      const request = { input: display.tensor, counts };
      launch = prepareValueHistogram(this.#gpu, `${label}.${name}`, request).then((made) =>
        this.#owned.add(made),
      );
      this.#histograms.set(name, launch);
    }
    const ready = await launch;
    this.#gpu.submit(label, (commands) => {
      commands.clear(counts);
      commands.dispatch(ready);
    });
    return new Uint32Array(await this.#gpu.read(counts));
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
