/** Every layer as a small block in the manner of the VGG diagrams; choosing one shows its maps. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { LayerSummary } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import type { ChooseEvent } from '../ui/ui-select.ts';
import { metricOf, metricText } from './layer-costs.ts';
import type { Metric } from './layer-costs.ts';
import { figureOf, shapeText, shortName } from './layer-figure.ts';
import { layerListStyles } from './layer-list.styles.ts';
import type { LayerRail } from './layer-rail.ts';

const ROOM = { width: 32, height: 20 };
const ROOM_OF_STRIP = { width: 44, height: 18 };
const PRIMARIES = ['red', 'green', 'blue'];

/** `horizontal`: a strip instead of a column. */
@customElement('layer-list')
export class LayerList extends StudioElement {
  static override styles = [base, layerListStyles];

  @property({ type: Boolean, reflect: true }) horizontal = false;
  @state() private wanted: Metric = 'weights';
  #rail: LayerRail | null = null;
  #shown = '';
  #arranged = '';

  /** What the last column tells: weights until, and whenever, nothing is measured. */
  private get metric(): Metric {
    return this.session.costs.value ? this.wanted : 'weights';
  }

  protected override view(): unknown {
    const layers = this.session.layers.value;
    const { layers: words, network } = this.words;
    if (layers.length === 0) return html`<p class="empty">${words.none}</p>`;
    return html`
      <div class="head" aria-hidden="true">
        <span>${network.rail.size}</span><span>${network.rail.units[this.metric]}</span>
      </div>
      <div class="scroll">
        <div
          class=${classMap({ list: true, [this.metric]: true })}
          role="listbox"
          aria-label=${words.list}
          aria-orientation=${this.horizontal ? 'horizontal' : 'vertical'}
          @keydown=${this.#pressed}
        >
          ${layers.map((layer, index) => this.#row(layer, layers[index - 1], layers))}
          <canvas class="rail" aria-hidden="true"></canvas>
        </div>
      </div>
      <layer-totals
        ?compact=${this.horizontal}
        .metric=${this.metric}
        @choose=${this.#metricChosen}
      ></layer-totals>
    `;
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    void this.#loadParts();
  }

  protected override updated(_changed: PropertyValues): void {
    this.#showRail();
    const chosen = this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]');
    const name = chosen?.dataset.layer ?? '';
    if (!chosen || name === this.#shown) return;
    this.#shown = name;
    const list = this.renderRoot.querySelector('.list');
    if (list?.matches(':focus-within')) chosen.focus({ preventScroll: true });
    // Not before the neighbours have their final size.
    requestAnimationFrame(() => chosen.scrollIntoView({ block: 'nearest', inline: 'center' }));
  }

  /** What the first paint can do without. */
  async #loadParts(): Promise<void> {
    const [{ LayerRail }] = await Promise.all([
      import('./layer-rail.ts'),
      import('./layer-totals.ts'),
    ]);
    this.#rail = new LayerRail(this);
    this.requestUpdate();
  }

  #showRail(): void {
    const list = this.renderRoot.querySelector<HTMLElement>('.list');
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.rail');
    if (!this.#rail || !list || !canvas) return;
    this.#rail.attach(this.session, canvas, list);
    const rows = this.session.layers.peek().map(({ name, shape }) => `${name}:${shape.join('x')}`);
    const arranged = [...rows, this.metric, this.language, this.horizontal].join();
    if (arranged === this.#arranged) return;
    this.#arranged = arranged;
    this.#rail.measure();
  }

  #row(
    layer: LayerSummary,
    before: LayerSummary | undefined,
    layers: readonly LayerSummary[],
  ): TemplateResult {
    const selected = this.session.selectedLayer.value?.name === layer.name;
    const opens = before?.block !== layer.block;
    const { kinds, network } = this.words;
    const small = layer.kind === 'input' ? network.rail.primaries : network.rail.strongest;
    const isFlat = layer.shape[1] === 1 && layer.shape[2] === 1;
    const kind = `${layer.name}: ${kinds[layer.kind]}`;
    const isArriving = this.session.arriving.value.has(layer.name);
    return html`${opens ? html`<div class="opens" aria-hidden="true">${layer.block}</div>` : ''}
      <div
        class=${classMap({ row: true, [layer.kind]: true, flat: isFlat, arriving: isArriving })}
        role="option"
        tabindex=${selected ? 0 : -1}
        aria-selected=${selected}
        aria-disabled=${isArriving ? 'true' : nothing}
        title=${isFlat ? kind : `${kind}. ${small}`}
        data-layer=${layer.name}
        @click=${this.#clicked}
      >
        ${this.#pictures(layer, layers, isFlat)}
        <span class="text">
          <span class="name">${this.#name(layer)}</span>
          <span class="size number">${shapeText(layer)}</span>
          ${isArriving ? this.#share(layer) : nothing}
        </span>
        ${this.#metricOf(layer)}
      </div>`;
  }

  /** The layer drawn to scale and a place for its small map; of the input its three maps. */
  #pictures(layer: LayerSummary, layers: readonly LayerSummary[], isFlat: boolean): TemplateResult {
    if (layer.kind === 'input' && !isFlat) {
      return html`<span class="primaries"
        >${PRIMARIES.map((primary) => html`<i data-what=${primary}></i>`)}</span
      >`;
    }
    const figure = figureOf(layer, layers, this.horizontal ? ROOM_OF_STRIP : ROOM);
    const size = { width: `${figure.width}px`, height: `${figure.height}px` };
    return html`<span class="figure"><i style=${styleMap(size)}></i></span>
      ${isFlat ? '' : html`<i class="thumb" data-what="strongest"></i>`}`;
  }

  /** The short name for the eye; the block and the kind of layer also for the ear. */
  #name(layer: LayerSummary): unknown {
    const short = shortName(layer).split('_');
    const parts = short.map((part, i) => (i === 0 ? part : html`_<wbr />${part}`));
    const block = layer.block ? html`<span class="unseen">${layer.block}_</span>` : '';
    return html`${block}${parts}<span class="unseen">, ${this.words.kinds[layer.kind]}, </span>`;
  }

  /** What moves while the weights arrive renders alone. */
  #share({ name, parameters }: LayerSummary): TemplateResult {
    void import('../models/layer-share.ts');
    const { notYet } = this.words.models.awaited;
    return html`<span class="unseen">, ${notYet}, </span>${
        parameters > 0 ? html`<layer-share layer=${name}></layer-share>` : nothing
      }`;
  }

  #metricOf(layer: LayerSummary): TemplateResult {
    const { units, noClock } = this.words.network.rail;
    const { metric } = this;
    const value = metricOf(metric, layer, this.session.costs.value);
    const isNothing = metric === 'time' ? layer.kind === 'input' : value === 0;
    if (isNothing) return html`<span class="metric"></span>`;
    const isClockless = metric === 'time' && value === null;
    return html`<span class="metric number" title=${isClockless ? noClock : nothing}
      >${value === null ? '–' : metricText(metric, value, this.language)}
      <span class="unseen">${units[metric]}</span></span
    >`;
  }

  #metricChosen({ value }: ChooseEvent): void {
    if (value === 'weights' || value === 'time' || value === 'memory') this.wanted = value;
  }

  #clicked(event: Event): void {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    this.session.selectLayer(event.currentTarget.dataset.layer ?? '');
  }

  #pressed(event: KeyboardEvent): void {
    const layers = this.session.layers.peek();
    const target = this.#targetOf(event.key, layers);
    if (target === null) return;
    event.preventDefault();
    if (typeof target === 'number') this.session.selectNeighbour(target);
    else this.session.selectLayer(target);
  }

  #targetOf(key: string, layers: readonly LayerSummary[]): number | string | null {
    switch (key) {
      case 'ArrowDown':
      case 'ArrowRight':
        return 1;
      case 'ArrowUp':
      case 'ArrowLeft':
        return -1;
      case 'Home':
        return layers[0]?.name ?? null;
      case 'End':
        return layers.at(-1)?.name ?? null;
      default:
        return null;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'layer-list': LayerList;
  }
}
