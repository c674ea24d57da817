/** The part of the made-up session that tells of the unit pointed at; its canvases are painted by the CPU. */
import { effect, signal } from '../base/index.ts';
import { cellOfFlattened, windowOfCell } from '../math/index.ts';
import type { Extent, GridCell, Rectangle, Tensor3 } from '../math/index.ts';
import type {
  Arithmetic,
  LayerSummary,
  MapPaint,
  MapView,
  OverlaySettings,
  PatchView,
  Pin,
  PoolWindow,
  Products,
  RailPlace,
  RailView,
  UnitAddress,
  UnitFace,
  UnitReading,
  VectorKind,
  WeightsFacts,
  WeightsSubject,
  WeightsView,
} from '../session/index.ts';
import { cellsUnder, fakeWeights, poolArea, seedOf } from './fake-network.ts';
import { legendOf, paintMap, rangeOf, resize } from './fake-paint.ts';
import { paintRail, paintWeights } from './fake-plates.ts';
import { FakeWorld } from './fake-world.ts';

const BARS = 32;
const LARGEST_WEIGHT = 0.6;
const REST_MS = 40;

/** Answers at once; only the arithmetic waits until the unit rests, as in the studio. */
export class FakeUnit extends FakeWorld implements UnitFace {
  readonly unit = signal<UnitAddress | null>(null);
  readonly pointing = signal(false);
  readonly reading = signal<UnitReading | null>(null);
  readonly arithmetic = signal<Arithmetic | null>(null);
  readonly pins = signal<readonly Pin[]>([]);
  readonly overlay = signal<OverlaySettings>({
    mode: 'heat',
    blend: 'value',
    alpha: 0.8,
    level: 0.5,
    smooth: true,
  });
  #arithmeticWanted = false;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #nextPin = 1;

  point(cell: GridCell | null): void {
    this.pointing.value = cell !== null;
    const layer = this.selectedLayer.peek();
    if (cell && layer) this.#setUnit({ layer: layer.name, cell });
  }

  release(): void {
    this.pointing.value = false;
    this.unit.value = null;
    this.reading.value = null;
    this.arithmetic.value = null;
  }

  togglePin(address: UnitAddress): void {
    const same = this.pins.peek().find((pin) => key(pin.address) === key(address));
    if (same) {
      this.unpin(same.id);
      return;
    }
    const pin = { id: this.#nextPin++, address, reading: this.#read(address) };
    this.pins.value = [...this.pins.peek(), pin];
  }

  unpin(id: number): void {
    this.pins.value = this.pins.peek().filter((pin) => pin.id !== id);
  }

  async visit(address: UnitAddress): Promise<void> {
    this.selectedLayer.value = this.layerNamed(address.layer);
    this.refreshLegend();
    this.point(address.cell);
    return Promise.resolve();
  }

  setOverlay(settings: Partial<OverlaySettings>): void {
    this.overlay.value = { ...this.overlay.peek(), ...settings };
  }

  setArithmetic(wanted: boolean): void {
    this.#arithmeticWanted = wanted;
    this.#explainSoon();
  }

  async products(address: UnitAddress, channel: number): Promise<Products | null> {
    const layer = this.layerNamed(address.layer);
    const before = this.layerNamed(layer?.before);
    if (!layer || !before || layer.kind !== 'convolution') return Promise.resolve(null);
    const { inputs, weights } = this.#productsOf(layer, before, address.cell, channel);
    return Promise.resolve({ channel, rows: 3, columns: 3, inputs, weights });
  }

  weightsFacts(name: string): WeightsFacts | null {
    const layer = this.layerNamed(name);
    const before = this.layerNamed(layer?.before);
    if (!layer || !before || layer.parameters === 0) return null;
    const side = layer.kind === 'convolution' ? 3 : 1;
    return { shape: [layer.shape[0], before.shape[0], side, side], largest: LARGEST_WEIGHT };
  }

  async kernelOf(name: string, output: number, input: number): Promise<Float32Array> {
    const layer = this.layerNamed(name);
    const [, , rows, columns] = this.weightsFacts(name)?.shape ?? [0, 0, 0, 0];
    const seed = layer ? seedOf(layer) : 0;
    return Promise.resolve(fakeWeights(seed, output, input, rows * columns));
  }

  async vector(name: string, kind: VectorKind): Promise<Float32Array> {
    const maps = this.maps.peek()?.of(name) ?? [];
    const cells = maps[0]?.length ?? 0;
    if (kind === 'flatten') {
      const length = maps.length * cells;
      const value = (i: number): number =>
        maps[i % maps.length]?.[Math.floor(i / maps.length)] ?? 0;
      return Promise.resolve(Float32Array.from({ length }, (_, i) => value(i)));
    }
    const pool = kind === 'global-max' ? largestOf : meanOf;
    return Promise.resolve(Float32Array.from(maps, pool));
  }

  async values(name: string): Promise<Tensor3> {
    const maps = this.maps.peek()?.of(name) ?? [];
    const data = Float32Array.from(maps.flatMap((map) => [...map]));
    return Promise.resolve({ shape: this.layerNamed(name)?.shape ?? [0, 0, 0], data });
  }

  link(): string {
    const layer = this.selectedLayer.peek()?.name ?? '';
    return `${location.origin}${location.pathname}#m=kawasemi-mini&p=nuthatch&l=${layer}`;
  }

  canvasesReady(): Promise<void> {
    return Promise.resolve();
  }

  paintNow(): void {
    // Nothing waits here: every canvas is painted as soon as something changes.
  }

  attachMap(canvas: HTMLCanvasElement): MapView {
    const shown = signal<{ address: UnitAddress; paint: MapPaint; size: Extent } | null>(null);
    const dispose = effect(() => {
      const [wanted, maps, view] = [shown.value, this.maps.value, this.view.value];
      const layer = this.layerNamed(wanted?.address.layer);
      if (!wanted || !maps || !layer) {
        resize(canvas, canvas);
        return;
      }
      const all = maps.of(layer.name);
      const map = all[wanted.address.cell.channel] ?? new Float32Array(layer.shape[2]);
      const legend = legendOf(all, view);
      paintMap(canvas, wanted.size, map, layer.shape[2], wanted.paint, legend, view);
    });
    return {
      dispose,
      show: (address, paint, size) => {
        const now = shown.peek();
        if (now && address && JSON.stringify(now.size) === JSON.stringify(size)) {
          const same = key(now.address, false) === key(address, false);
          if (same && JSON.stringify(now.paint) === JSON.stringify(paint)) return;
        }
        shown.value = address && { address, paint, size };
      },
    };
  }

  attachPatch(canvas: HTMLCanvasElement): PatchView {
    const shown = signal<{ area: Rectangle; size: Extent } | null>(null);
    const dispose = effect(() => {
      const [wanted, maps] = [shown.value, this.maps.value];
      resize(canvas, wanted?.size ?? canvas);
      if (!wanted || !maps) return;
      const whole = maps.picture(this.inputSize.peek());
      const context = canvas.getContext('2d');
      if (!context) return;
      const { x, y, width, height } = wanted.area;
      context.imageSmoothingEnabled = false;
      context.drawImage(whole, x, y, width, height, 0, 0, canvas.width, canvas.height);
    });
    return { dispose, show: (area, size) => (shown.value = area && { area, size }) };
  }

  attachRail(canvas: HTMLCanvasElement): RailView {
    const shown = signal<{ size: Extent; places: readonly RailPlace[] } | null>(null);
    const dispose = effect(() => {
      const [wanted, maps, view] = [shown.value, this.maps.value, this.view.value];
      if (!wanted || !maps) return;
      const arriving = this.arriving.value;
      const there = this.layers.value.filter(({ name }) => !arriving.has(name));
      paintRail(canvas, wanted.size, wanted.places, there, maps, view);
    });
    return { dispose, setPlaces: (size, places) => (shown.value = { size, places }) };
  }

  attachWeights(canvas: HTMLCanvasElement): WeightsView {
    return {
      dispose: () => undefined,
      show: (subject: WeightsSubject | null, layout) => {
        const layer = this.layerNamed(subject?.layer);
        const facts = subject && this.weightsFacts(subject.layer);
        resize(canvas, layout);
        if (subject && layer && facts) paintWeights(canvas, layout, seedOf(layer), facts, subject);
      },
    };
  }

  /** After a change of picture or size: the same places, other numbers. */
  protected override renew(): void {
    super.renew();
    const unit = this.unit.peek();
    if (unit && isInside(this.layerNamed(unit.layer), unit.cell)) this.#setUnit(unit);
    else this.release();
    this.pins.value = this.pins
      .peek()
      .filter((pin) => isInside(this.layerNamed(pin.address.layer), pin.address.cell))
      .map((pin) => ({ ...pin, reading: this.#read(pin.address) }));
  }

  #setUnit(address: UnitAddress): void {
    this.unit.value = address;
    this.reading.value = this.#read(address);
    this.#explainSoon();
  }

  #read(address: UnitAddress): UnitReading | null {
    if (this.arriving.peek().has(address.layer)) return null;
    const maps = this.maps.peek();
    const map = maps?.of(address.layer)[address.cell.channel];
    if (!maps || !map) return null;
    const { min, max } = rangeOf([map]);
    const histogram = new Uint32Array(BARS);
    for (const value of map) {
      const bar = max > min ? Math.floor(((value - min) / (max - min)) * BARS) : 0;
      const at = Math.min(BARS - 1, bar);
      histogram[at] = (histogram[at] ?? 0) + 1;
    }
    const zeros = map.filter((value) => value === 0).length / map.length;
    const value = maps.value(address.layer, address.cell);
    return { address, value, min, max, mean: meanOf(map), zeros, histogram };
  }

  #explainSoon(): void {
    clearTimeout(this.#rest);
    if (!this.#arithmeticWanted) return;
    this.#rest = setTimeout(() => {
      const address = this.unit.peek();
      this.arithmetic.value = address && this.#explain(address);
    }, REST_MS);
  }

  #explain(address: UnitAddress): Arithmetic | null {
    const layer = this.layerNamed(address.layer);
    const before = this.layerNamed(layer?.before);
    const maps = this.maps.peek();
    if (!layer || !maps) return null;
    const value = maps.value(layer.name, address.cell);
    const given = { address, before: null, bias: 0, preActivation: value, value };
    if (!before) return { ...given, terms: [], window: null };
    const under = this.#poolWindow(layer, before, address.cell);
    if (under) {
      const { channel } = address.cell;
      const terms = [{ channel, sum: value }];
      return { ...given, before: before.name, terms, window: under };
    }
    const terms = Array.from({ length: before.shape[0] }, (_, channel) => {
      const { inputs, weights } = this.#productsOf(layer, before, address.cell, channel);
      return { channel, sum: inputs.reduce((sum, input, i) => sum + input * (weights[i] ?? 0), 0) };
    }).sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum));
    const sum = terms.reduce((total, term) => total + term.sum, 0);
    const isCut = layer.activation === 'relu' && value === 0;
    const logit = layer.activation === 'softmax' ? Math.log(value) + 9 : value;
    const preActivation = isCut ? -0.1 - Math.abs(sum % 1) : logit;
    const bias = preActivation - sum;
    return { address, before: before.name, terms, bias, preActivation, value, window: null };
  }

  #poolWindow(layer: LayerSummary, before: LayerSummary, cell: GridCell): PoolWindow | null {
    if (!layer.kind.endsWith('-pool')) return null;
    const area = poolArea(layer, before, cell);
    const map = this.maps.peek()?.of(before.name)[cell.channel] ?? new Float32Array(1);
    const values = cellsUnder(map, before.shape[2], area);
    const largest = largestOf(values);
    return { area, values, winner: layer.kind === 'max-pool' ? values.indexOf(largest) : null };
  }

  #productsOf(
    layer: LayerSummary,
    before: LayerSummary,
    cell: GridCell,
    channel: number,
  ): { inputs: Float32Array; weights: Float32Array } {
    const maps = this.maps.peek()?.of(before.name) ?? [];
    const [, height, width] = before.shape;
    const seed = seedOf(layer);
    if (!layer.window) {
      const at = layer.kind === 'flatten' ? cellOfFlattened(channel, before.shape) : { channel };
      const inputs = maps[at.channel]?.slice(0, width * height) ?? new Float32Array(1);
      return { inputs, weights: fakeWeights(seed, cell.channel, channel, inputs.length) };
    }
    const area = windowOfCell(layer.window, cell.row, cell.column);
    const inputs = cellsUnder(maps[channel] ?? new Float32Array(width * height), width, area);
    return { inputs, weights: fakeWeights(seed, cell.channel, channel, inputs.length) };
  }
}

function key({ layer, cell }: UnitAddress, whole = true): string {
  const place = whole ? `/${cell.row}/${cell.column}` : '';
  return `${layer}/${cell.channel}${place}`;
}

function isInside(layer: LayerSummary | null, { channel, row, column }: GridCell): boolean {
  const [channels, height, width] = layer?.shape ?? [0, 0, 0];
  return channel < channels && row < height && column < width;
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function largestOf(values: Float32Array): number {
  return values.reduce((largest, value) => Math.max(largest, value), -Infinity);
}
