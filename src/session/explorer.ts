/**
 * What is shown of the network that is resident now: the chosen layer, its colours, the unit and the canvases. Loads
 * nothing and computes no network; `Session` does.
 */
import { LatestJob, signal } from '../base/index.ts';
import type { Owned } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import type { GridCell, Tensor3 } from '../math/index.ts';
import { CanvasHost } from './canvas-host.ts';
import { Colours, DEFAULT_VIEW } from './colours.ts';
import { DEFAULT_OVERLAY } from './default-overlay.ts';
import type { LinkState } from './link-codec.ts';
import {
  fieldOfUnit,
  flattened,
  hasUnit,
  isInside,
  middleOf,
  noCell,
  pooled,
  samePlace,
} from './places.ts';
import type { Stage } from './stage.ts';
import type {
  GridSubject,
  LayerContent,
  LayerCost,
  LayerSummary,
  Legend,
  ViewSettings,
} from './types.ts';
import type {
  OverlaySettings,
  Photo,
  Products,
  UnitAddress,
  UnitExplanation,
  UnitFace,
  VectorKind,
  WeightsFacts,
} from './unit-types.ts';
import { Units } from './units.ts';

/** See the head of the file. */
export abstract class Explorer extends CanvasHost implements UnitFace {
  readonly layers = signal<readonly LayerSummary[]>([]);
  readonly selectedLayer = signal<LayerSummary | null>(null);
  readonly arriving = signal<ReadonlySet<string>>(new Set());
  readonly content = signal<LayerContent>('maps');
  readonly beside = signal(false);
  readonly costs = signal<ReadonlyMap<string, LayerCost> | null>(null);
  readonly overlay = signal<OverlaySettings>(DEFAULT_OVERLAY);
  readonly photo = signal<Photo | null>(null);
  /** The network that is resident now. */
  protected stage: Owned<Stage> | null = null;
  readonly #colours = new Colours();
  readonly #units = new Units(
    () => this.stage,
    (error) => this.tell(error),
  );
  readonly #layerJob = new LatestJob();
  /** The layer that is on its way. */
  #wanted: string | null = null;
  readonly view = this.#colours.view;
  readonly legend = this.#colours.legend;
  readonly order = this.#colours.order;
  readonly unit = this.#units.unit;
  readonly pointing = this.#units.pointing;
  readonly reading = this.#units.reading;
  readonly arithmetic = this.#units.arithmetic;
  readonly pins = this.#units.pins;

  protected constructor(gpu: Gpu) {
    super(gpu);
    this.store.defer(() => this.#layerJob.cancel());
    this.store.add(this.#units);
    this.openCanvases({
      display: (layer) => this.stage?.displays.get(layer) ?? null,
      weights: (layer) => this.stage?.weights(layer) ?? null,
      picture: () => this.stage?.picture ?? null,
      scaleOf: (layer) => this.#colours.scaleOf(layer),
      colormapOf: (layer) => this.#colours.colormapOf(layer),
      signedColormap: () => this.view.value.signedColormap,
      layer: (subject) => this.#layerOf(subject),
      order: () => this.order.value,
      dimDead: () => this.#colours.dimDead,
    });
  }

  /** Tells a person what went wrong. */
  protected abstract tell(error: unknown): void;
  abstract link(): string;

  selectLayer(name: string): void {
    this.showLayer(name).catch((error: unknown) => this.tell(error));
  }

  selectNeighbour(step: number): void {
    const layers = this.layers.value;
    // Keys may be pressed faster than layers are shown: the step goes on from the one that is on its way.
    const from = this.#wanted ?? this.selectedLayer.value?.name;
    const now = layers.findIndex((layer) => layer.name === from);
    const next = layers[Math.max(0, Math.min(layers.length - 1, now + step))];
    if (next && layers[now] !== next) this.selectLayer(next.name);
  }

  /**
   * As `selectLayer`; resolves when the layer is drawn and pointing at it makes nothing any more. Throws RangeError for
   * a name there is none of.
   */
  async showLayer(name: string): Promise<void> {
    await this.presentLayer(name);
    await this.prepareExplaining();
  }

  /** Makes what explaining units of the chosen layer needs. */
  protected async prepareExplaining(): Promise<void> {
    const name = this.selectedLayer.value?.name;
    if (name === undefined || this.stage?.isReady(name) !== true) return;
    await (await this.stage.explainer()).prepare(name);
  }

  /** As `showLayer`, but does not wait for what is needed only later. */
  protected async presentLayer(name: string): Promise<void> {
    const { stage } = this;
    const layer = this.layers.value.find((candidate) => candidate.name === name);
    if (!stage || !layer) {
      throw new RangeError(`There is no layer ${name} in this network.`);
    }
    // Null while its weights are on their way.
    const display = stage.displays.get(name);
    this.#wanted = name;
    await this.#layerJob.run(async (signal) => {
      const statistics = display && (await display.readChannels());
      if (signal.aborted || this.stage !== stage) return;
      const before = this.selectedLayer.value;
      this.#colours.setLayer(layer, statistics);
      this.selectedLayer.value = layer;
      this.#wanted = null;
      this.setContent(this.content.value);
      this.#carryUnit(before, layer);
      await this.canvases.rebind();
      this.canvases.requestPaint();
      await this.#countPercentiles();
    });
  }

  setView(settings: Partial<ViewSettings>): void {
    this.#colours.set(settings);
    this.canvases.recolor();
    this.#countPercentiles().catch((error: unknown) => this.tell(error));
  }

  setContent(content: LayerContent): void {
    const hasWeights = (this.selectedLayer.value?.parameters ?? 0) > 0;
    this.content.value = content !== 'weights' || hasWeights ? content : 'maps';
  }

  setBeside(open: boolean): void {
    this.beside.value = open;
    this.canvases.rebind().catch((error: unknown) => this.tell(error));
    this.#countPercentiles().catch((error: unknown) => this.tell(error));
  }

  async measureCosts(): Promise<void> {
    const { stage } = this;
    const costs = await stage?.costs().catch((error: unknown) => this.tell(error));
    if (costs && this.stage === stage) this.costs.value = costs;
  }

  /** As in UnitFace; throws RangeError for a cell that the selected layer does not have. */
  point(cell: GridCell | null): void {
    const layer = this.selectedLayer.value;
    if (cell && !(layer && isInside(cell, layer.shape))) throw noCell(layer, cell);
    this.#units.point(cell && layer && { layer: layer.name, cell });
  }

  release(): void {
    this.#units.release();
  }

  togglePin(address: UnitAddress): void {
    this.#units.toggle(address);
  }

  unpin(id: number): void {
    this.#units.unpin(id);
  }

  async visit({ layer, cell }: UnitAddress): Promise<void> {
    try {
      await this.showLayer(layer);
      if (this.selectedLayer.value?.name === layer) this.point(cell);
    } catch (error) {
      this.tell(error);
    }
  }

  setOverlay(settings: Partial<OverlaySettings>): void {
    this.overlay.value = { ...this.overlay.value, ...settings };
  }

  setArithmetic(wanted: boolean): void {
    this.#units.setArithmetic(wanted);
  }

  async products({ layer, cell }: UnitAddress, channel: number): Promise<Products | null> {
    const explainer = await this.stage?.explainer();
    const found = await explainer?.products(layer, cell, channel);
    return found ? { channel, ...found } : null;
  }

  /** How a unit came about, and which pixels it sees. Throws RangeError for a unit there is none of. */
  async explain({ layer: name, cell }: UnitAddress): Promise<UnitExplanation> {
    const stage = this.expectStage();
    const layer = this.layers.value.find((one) => one.name === name);
    if (!layer) throw new RangeError(`There is no layer ${name} in this network.`);
    if (!isInside(cell, layer.shape)) throw noCell(layer, cell);
    const { preActivation, bias, terms } = await (await stage.explainer()).explain(name, cell);
    return {
      preActivation,
      bias,
      terms,
      receptiveField: fieldOfUnit(this.layers.value, layer, cell),
    };
  }

  weightsFacts(layer: string): WeightsFacts | null {
    const weights = this.stage?.weights(layer);
    return weights ? { shape: weights.layout.shape, largest: weights.largest } : null;
  }

  async kernelOf(layer: string, output: number, input: number): Promise<Float32Array> {
    return (await this.expectStage().explainer()).kernelOf(layer, output, input);
  }

  async vector(layer: string, kind: VectorKind): Promise<Float32Array> {
    const stage = this.expectStage();
    if (kind === 'flatten') return flattened(await stage.activations(layer));
    const statistics = await stage.displays.get(layer)?.readChannels();
    if (!statistics) throw new RangeError(`There is no layer ${layer}.`);
    return pooled(statistics, kind);
  }

  /** The values of a layer (also `logits`), read back whole: never for a frame. Throws RangeError. */
  async values(layer: string): Promise<Tensor3> {
    return this.expectStage().activations(layer);
  }

  legendOf(layer: string): Legend {
    return this.#colours.legendOf(layer);
  }

  /** The present stage. Throws RangeError before there is one. */
  protected expectStage(): Stage {
    if (this.stage) return this.stage;
    throw new RangeError('No network is loaded yet.');
  }

  /** The values are new: statistics, colours, canvases and readings follow, and the frame is painted. */
  protected async showValues(): Promise<void> {
    const { stage } = this;
    const layer = this.selectedLayer.value;
    if (!stage || !layer) return;
    const display = stage.displays.get(layer.name);
    stage.displays.refresh();
    const [ranges, statistics] = await Promise.all([
      stage.displays.readRanges(),
      display?.readChannels() ?? null,
    ]);
    if (this.stage !== stage) return;
    this.#colours.setRanges(this.layers.value, ranges);
    if (this.selectedLayer.value?.name === layer.name) this.#colours.setLayer(layer, statistics);
    this.canvases.recolor();
    this.canvases.invalidate();
    this.canvases.paint();
    if (display) this.#greet(layer);
    this.#units.refresh();
    await this.#countPercentiles();
  }

  /** The stage is another one: units keep their place where it is the same network, and else are let go of. */
  protected replaceLayers(layers: readonly LayerSummary[], sameNetwork: boolean): void {
    const before = this.layers.value;
    this.layers.value = layers;
    this.costs.value = null;
    if (!sameNetwork) this.#greeted = false;
    this.#units.adapt(({ layer, cell }) => {
      const from = before.find(({ name }) => name === layer);
      const to = layers.find(({ name }) => name === layer);
      return sameNetwork && from && to
        ? { layer, cell: samePlace(cell, from.shape, to.shape) }
        : null;
    });
  }

  /** What of the explorer belongs into a link. */
  protected linkState(): LinkState {
    const unit = this.unit.value;
    const layer = this.selectedLayer.value?.name;
    return {
      ...(layer !== undefined && { layer }),
      ...(unit && unit.layer === layer && { unit: unit.cell }),
      pins: this.pins.value.map(({ address }) => address),
      view: this.view.value,
      overlay: this.overlay.value,
      content: this.content.value,
      beside: this.beside.value,
    };
  }

  /** Takes over what a link says of colours, overlay and panels: nothing that needs a network. */
  protected applyAppearance({ view, overlay, beside = false }: LinkState): void {
    this.setView({ ...DEFAULT_VIEW, ...view });
    this.setOverlay({ ...DEFAULT_OVERLAY, ...overlay });
    this.setBeside(beside);
  }

  /** Takes over what a link says of layer, unit and pins. Names and cells that there are none of are left out. */
  protected async applyPlace({
    layer,
    unit,
    pins = [],
    content = 'maps',
  }: LinkState): Promise<void> {
    const known = this.layers.value.find(({ name }) => name === layer);
    // A layer that is still on its way is shown when it comes.
    if (known && this.stage?.isReady(known.name)) await this.showLayer(known.name);
    const shown = this.selectedLayer.value;
    const isThere = layer === undefined || shown?.name === layer;
    if (unit && shown && isThere && isInside(unit, shown.shape)) {
      this.#units.show({ layer: shown.name, cell: unit });
    }
    for (const { id } of this.pins.value) this.unpin(id);
    for (const address of pins) if (hasUnit(this.layers.value, address)) this.togglePin(address);
    this.setContent(content);
  }

  #layerOf(subject: GridSubject): string | null {
    const layer = this.selectedLayer.value;
    if (subject === 'selected') return layer?.name ?? null;
    return this.beside.value ? (layer?.before ?? null) : null;
  }

  /** At first the strongest map is the unit, so that the inspector has something to show. */
  #greet(layer: LayerSummary): void {
    if (this.#greeted || this.unit.value) return;
    this.#greeted = true;
    this.#units.show({ layer: layer.name, cell: middleOf(layer.shape, this.#colours.strongest) });
  }

  #greeted = false;

  /** The unit goes with the person to another layer: same place, same channel where there are as many. */
  #carryUnit(before: LayerSummary | null, layer: LayerSummary): void {
    const unit = this.unit.value;
    if (!unit || unit.layer === layer.name) return;
    this.#units.point(null);
    const from = this.layers.value.find(({ name }) => name === unit.layer) ?? before ?? layer;
    const place = samePlace(unit.cell, from.shape, layer.shape);
    const hasAsMany = from.shape[0] === layer.shape[0];
    const channel = hasAsMany ? place.channel : this.#colours.strongest;
    this.#units.show({ layer: layer.name, cell: { ...place, channel } });
  }

  /** Counts the values of the layers in view, if the scale asks for percentiles. */
  async #countPercentiles(): Promise<void> {
    const { stage } = this;
    const shown = [this.#layerOf('selected'), this.#layerOf('before')];
    const pinned = this.pins.value.map(({ address }) => address.layer);
    for (const layer of new Set([...shown, ...pinned])) {
      if (!stage || layer === null || !stage.isReady(layer)) continue;
      if (!this.#colours.lacksPercentiles(layer)) continue;
      const counts = await stage.displays.countValues(layer);
      if (this.stage !== stage) return;
      this.#colours.setPercentiles(layer, counts);
      this.canvases.recolor();
    }
  }
}
