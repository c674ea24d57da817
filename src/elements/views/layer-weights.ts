/** The learned values of the chosen layer: every filter as a picture, or the slices of one filter, and their count. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formatValue } from '../../i18n/index.ts';
import type { LayerSummary, WeightsFacts } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import '../weights/kernel-numbers.ts';
import '../weights/weight-facts.ts';
import { layerOfInputs } from '../weights/weight-count.ts';
import type { TileEvent } from '../weights/weights-plate.ts';
import '../weights/weights-plate.ts';
import { middleOf } from './grid-cursor.ts';
import { layerWeightsStyles } from './layer-weights.styles.ts';
import { plainGradient } from './legend-colors.ts';

/** A filter over so many inputs is a picture in red, green and blue. */
const PRIMARIES = 3;
const RGB_INPUTS = [0, 1, 2];

/** The filter shown is the channel of the unit, so that every view speaks of the same one. */
@customElement('layer-weights')
export class LayerWeights extends StudioElement {
  static override styles = [base, controls, layerWeightsStyles];

  @state() private tile: number | null = null;
  /** Layer whose filters are shown one by one, although all could be shown as pictures. */
  @state() private single = '';

  #shown = '';

  protected override willUpdate(): void {
    const name = this.session.selectedLayer.peek()?.name ?? '';
    if (name !== this.#shown) this.tile = null;
    this.#shown = name;
  }

  protected override view(): unknown {
    const { weights: words } = this.words.network;
    const layer = this.session.selectedLayer.value;
    const facts = layer && this.session.weightsFacts(layer.name);
    if (!layer || !facts) return html`<p class="empty">${layer ? words.none : words.noLayer}</p>`;
    const canShowAll = facts.shape[1] === PRIMARIES && layer.kind === 'convolution';
    const showsAll = canShowAll && this.single !== layer.name;
    const filter = this.#filterOf(layer);
    return html`<div class="all">
      <div class="tools">${this.#tools(layer, facts, filter, canShowAll, showsAll)}</div>
      ${this.#plate(layer, facts, filter, showsAll)}
      <div class="facts">
        ${this.#pointed(layer, facts, filter, showsAll)}
        <weight-facts .layer=${layer} .facts=${facts}></weight-facts>
      </div>
      ${this.#legend(facts, showsAll)}
    </div>`;
  }

  #tools(
    layer: LayerSummary,
    { shape }: WeightsFacts,
    filter: number,
    canShowAll: boolean,
    showsAll: boolean,
  ): unknown {
    const { weights: words } = this.words.network;
    const last = shape[0] - 1;
    if (showsAll) {
      return html`<span class="soft">${this.say(words.allFilters, { count: shape[0] })}</span>`;
    }
    return html`${
        canShowAll
          ? html`<button type="button" class="outlined" @click=${() => (this.single = '')}>
              ${words.backToAll}
            </button>`
          : nothing
      }
      <label
        ><span>${this.#what(layer)}</span>
        <input type="number" min="0" max=${last} .value=${String(filter)} @change=${this.#typed}
      /></label>
      <button
        type="button"
        aria-label=${words.previous}
        title=${words.previous}
        @click=${() => this.#choose(layer, (filter + last) % shape[0])}
      >
        ←
      </button>
      <button
        type="button"
        aria-label=${words.next}
        title=${words.next}
        @click=${() => this.#choose(layer, (filter + 1) % shape[0])}
      >
        →
      </button>
      <span class="soft">${this.say(words.slices, { last, inputs: shape[1] })}</span>`;
  }

  #plate(
    layer: LayerSummary,
    { shape: [outputs, inputs, rows, columns] }: WeightsFacts,
    filter: number,
    showsAll: boolean,
  ): TemplateResult {
    const { weights: words } = this.words.network;
    const label = showsAll ? words.labelAll : words.labelSlices;
    return html`<weights-plate
      .subject=${{ layer: layer.name, output: showsAll ? null : filter }}
      .shape=${[showsAll ? outputs : inputs, rows, columns]}
      .tile=${this.tile}
      .chosen=${showsAll && this.session.unit.value?.layer === layer.name ? filter : null}
      label=${this.say(label, { what: this.#what(layer), layer: layer.name, filter })}
      readout=${this.tile === null ? '' : this.#nameOf(layer, this.tile, filter, showsAll)}
      @tile-point=${(event: TileEvent) => (this.tile = event.tile)}
      @tile-pick=${(event: TileEvent) => this.#picked(layer, event.tile ?? 0, showsAll)}
    ></weights-plate>`;
  }

  /** What is under the pointer, in numbers. */
  #pointed(
    layer: LayerSummary,
    facts: WeightsFacts,
    filter: number,
    showsAll: boolean,
  ): TemplateResult {
    const { weights: words } = this.words.network;
    const { tile } = this;
    const three = showsAll ? 'pointed three' : 'pointed';
    if (tile === null) {
      const hint = showsAll ? words.hintAll : words.hintSlices;
      return html`<div class=${three}><p>${hint}</p></div>`;
    }
    const inputs = showsAll ? RGB_INPUTS : [tile];
    const source = layerOfInputs(layer, this.session.layers.value);
    return html`<div class=${three}>
      <h2 class="number">${this.#nameOf(layer, tile, filter, showsAll)}</h2>
      <kernel-numbers
        layer=${layer.name}
        .facts=${facts}
        .output=${showsAll ? tile : filter}
        .inputs=${inputs}
      ></kernel-numbers>
      ${
        source && !showsAll
          ? html`<button type="button" @click=${() => this.#picked(layer, tile, false)}>
              ${this.say(words.visit, { input: tile, layer: source.name })}
            </button>`
          : nothing
      }
    </div>`;
  }

  #what({ kind }: LayerSummary): string {
    return this.words.network.weights.what[kind === 'dense' ? 'dense' : 'convolution'];
  }

  #nameOf(layer: LayerSummary, tile: number, filter: number, showsAll: boolean): string {
    const { named, slice } = this.words.network.weights;
    const what = this.#what(layer);
    return showsAll
      ? this.say(named, { what, filter: tile })
      : this.say(slice, { what, filter, input: tile });
  }

  #legend({ largest }: WeightsFacts, showsAll: boolean): TemplateResult {
    const { weights: words } = this.words.network;
    const end = formatValue(largest, this.language);
    const bar = showsAll
      ? 'linear-gradient(90deg, #000, #808080, #fff)'
      : plainGradient(this.session.view.value.signedColormap);
    return html`<div class="legend">
      <span class="soft">${words.weight}</span><span class="number">−${end}</span>
      <div
        class="bar"
        role="img"
        aria-label=${this.say(words.bar, { end })}
        style="background-image: ${bar}"
      ></div>
      <span class="number">${end}</span>
      <p>${showsAll ? words.saysAll : words.saysSlices}</p>
    </div>`;
  }

  #filterOf(layer: LayerSummary): number {
    const unit = this.session.unit.value;
    return unit?.layer === layer.name ? unit.cell.channel : 0;
  }

  readonly #typed = (event: Event): void => {
    const layer = this.session.selectedLayer.peek();
    if (!layer || !(event.currentTarget instanceof HTMLInputElement)) return;
    const wanted = Math.round(event.currentTarget.valueAsNumber);
    const last = layer.shape[0] - 1;
    const filter = Number.isNaN(wanted) ? this.#filterOf(layer) : wanted;
    this.#choose(layer, Math.min(last, Math.max(0, filter)));
    event.currentTarget.value = String(this.#filterOf(layer));
  };

  /** Makes the filter's channel the unit; its cell stays where there was one. */
  #choose(layer: LayerSummary, channel: number): void {
    const unit = this.session.unit.peek();
    const place = unit?.layer === layer.name ? unit.cell : middleOf(layer.shape);
    this.session.point({ channel, row: place.row, column: place.column });
    this.session.point(null);
  }

  #picked(layer: LayerSummary, tile: number, showsAll: boolean): void {
    this.tile = null;
    if (showsAll) {
      this.single = layer.name;
      this.#choose(layer, tile);
      return;
    }
    const source = layerOfInputs(layer, this.session.layers.peek());
    if (!source) return;
    const cell = { channel: tile, ...middleOf(source.shape) };
    void this.session.visit({ layer: source.name, cell });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'layer-weights': LayerWeights;
  }
}
