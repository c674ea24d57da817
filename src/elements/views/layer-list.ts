/** Every layer as a small block in the manner of the VGG diagrams; choosing one shows its maps. */
import { html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatCount } from '../../i18n/index.ts';
import type { LayerSummary } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { figureOf, shapeText, shortName } from './layer-figure.ts';
import { layerListStyles } from './layer-list.styles.ts';

const ROOM = { width: 44, height: 18 };

/** `horizontal`: a strip instead of a column. */
@customElement('layer-list')
export class LayerList extends StudioElement {
  static override styles = [base, layerListStyles];

  @property({ type: Boolean, reflect: true }) horizontal = false;
  #shown = '';

  protected override view(): unknown {
    const layers = this.session.layers.value;
    const { layers: words } = this.words;
    if (layers.length === 0) return html`<p class="empty">${words.none}</p>`;
    const total = layers.reduce((sum, layer) => sum + layer.parameters, 0);
    return html`
      <div class="head" aria-hidden="true">
        <span></span><span>${words.name}</span><span class="right">${words.shape}</span>
        <span class="right">${words.weights}</span>
      </div>
      <div
        class="list"
        role="listbox"
        aria-label=${words.list}
        aria-orientation=${this.horizontal ? 'horizontal' : 'vertical'}
        @keydown=${this.#pressed}
      >
        ${layers.map((layer, index) => this.#row(layer, layers[index - 1], layers))}
      </div>
      <div class="total">
        <span>${words.total}</span>
        <span class="number">${formatCount(total, this.language)}</span>
      </div>
    `;
  }

  protected override updated(_changed: PropertyValues): void {
    const chosen = this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]');
    const name = chosen?.dataset.layer ?? '';
    if (!chosen || name === this.#shown) return;
    this.#shown = name;
    const list = this.renderRoot.querySelector('.list');
    if (list?.matches(':focus-within')) chosen.focus({ preventScroll: true });
    // Not before the neighbours have their final size.
    requestAnimationFrame(() => chosen.scrollIntoView({ block: 'nearest', inline: 'center' }));
  }

  #row(
    layer: LayerSummary,
    before: LayerSummary | undefined,
    layers: readonly LayerSummary[],
  ): TemplateResult {
    const selected = this.session.selectedLayer.value?.name === layer.name;
    const figure = figureOf(layer, layers, ROOM);
    const size = { width: `${figure.width}px`, height: `${figure.height}px` };
    const opens = before?.block !== layer.block;
    return html`${opens ? html`<div class="opens" aria-hidden="true">${layer.block}</div>` : ''}
      <div
        class=${classMap({ row: true, [layer.kind]: true })}
        role="option"
        tabindex=${selected ? 0 : -1}
        aria-selected=${selected}
        title=${`${layer.name}: ${this.words.kinds[layer.kind]}`}
        data-layer=${layer.name}
        @click=${this.#clicked}
      >
        <span class="figure"><i style=${styleMap(size)}></i></span>
        <span class="name">${this.#name(layer)}</span>
        <span class="right number">${shapeText(layer)}</span>
        ${this.#weights(layer.parameters)}
      </div>`;
  }

  /** The short name for the eye; the block and the kind of layer also for the ear. */
  #name(layer: LayerSummary): unknown {
    const short = shortName(layer).split('_');
    const parts = short.map((part, i) => (i === 0 ? part : html`_<wbr />${part}`));
    const block = layer.block ? html`<span class="unseen">${layer.block}_</span>` : '';
    return html`${block}${parts}<span class="unseen">, ${this.words.kinds[layer.kind]}, </span>`;
  }

  #weights(parameters: number): TemplateResult {
    if (parameters === 0) return html`<span class="right weights"></span>`;
    return html`<span class="right number weights"
      >${formatCount(parameters, this.language)}
      <span class="unseen">${this.words.layers.weights}</span></span
    >`;
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
