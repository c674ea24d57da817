/** The dreams of the chosen layer, alone or beside its maps, and what there is to say of them. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { DreamFace, LayerSummary } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import type { FindChannelEvent } from '../../views/channel-search.ts';
import { LayerGrid } from '../../views/layer-grid.ts';
import { DreamElement } from './dream-element.ts';
import './dream-grid.ts';
import type { DreamGrid } from './dream-grid.ts';
import './dream-legend.ts';
import type { DreamLegend } from './dream-legend.ts';
import { layerDreamsStyles } from './layer-dreams.styles.ts';
import { scrollTogether } from './scroll-together.ts';

/** Default slot: the grid of the maps, where they stand beside. */
@customElement('layer-dreams')
export class LayerDreams extends DreamElement {
  static override styles = [base, controls, layerDreamsStyles];

  /** Whether the maps stand beside the dreams. */
  @property({ type: Boolean }) beside = false;
  @query('dream-grid') private readonly grid!: DreamGrid | null;
  @query('dream-legend') private readonly legend!: DreamLegend | null;
  #scrolled: DreamGrid | null = null;
  #stopScrolling: (() => void) | null = null;

  /** Puts the cursor into the field for the number of a channel. */
  search(): void {
    this.legend?.search();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The session is found in the first update.
    void this.updateComplete.then(() => this.openDreams());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scrollTogether(null);
  }

  protected override view(): unknown {
    const layer = this.session.selectedLayer.value;
    const content = this.#content(layer);
    return html`${this.beside && this.dreams ? this.#besideMaps(content) : content}
    ${this.dreams && layer ? this.#below(this.dreams, layer) : nothing}`;
  }

  protected override updated(): void {
    this.#scrollTogether(this.beside ? this.grid : null);
  }

  #content(layer: LayerSummary | null): TemplateResult | typeof nothing {
    if (this.failed) return this.#failure();
    const { dreams } = this;
    if (!dreams || !layer) return this.beside ? html`<slot></slot>` : nothing;
    if (layer.kind === 'input' || this.canDream(layer)) return this.#grid(dreams);
    return html`<div class="empty second">
      <p>${this.say(this.dreamWords.none, { layer: layer.name })}</p>
    </div>`;
  }

  #below(dreams: DreamFace, layer: LayerSummary): TemplateResult | typeof nothing {
    if (layer.kind === 'input') return html`<p class="below">${this.dreamWords.input}</p>`;
    if (!this.canDream(layer)) return nothing;
    return html`<dream-legend
      class="below"
      .dreams=${dreams}
      ?beside=${this.beside}
      @find-channel=${this.#find}
    ></dream-legend>`;
  }

  #grid(dreams: DreamFace): TemplateResult {
    return html`<dream-grid
      class=${this.beside ? 'second' : ''}
      .dreams=${dreams}
      ?beside=${this.beside}
    ></dream-grid>`;
  }

  #besideMaps(content: TemplateResult | typeof nothing): TemplateResult {
    const { beside: words } = this.dreamWords;
    return html`<div class="grids">
      <p class="caption"><b>${words.maps}</b><span>${words.saysMaps}</span></p>
      <slot></slot>
      <p class="caption second"><b>${words.dreams}</b><span>${words.saysDreams}</span></p>
      ${content}
    </div>`;
  }

  /** The words of dreams are missing too: what the studio says anyway must do. */
  #failure(): TemplateResult {
    return html`<div class="empty">
      <p>${this.words.colour.header.dreamsFailed}</p>
      <button type="button" class="outlined" @click=${() => this.openDreams()}>
        ${this.words.colour.header.retry}
      </button>
    </div>`;
  }

  #scrollTogether(grid: DreamGrid | null): void {
    if (grid === this.#scrolled) return;
    this.#scrolled = grid;
    this.#stopScrolling?.();
    this.#stopScrolling = null;
    const maps = this.querySelector('layer-grid');
    if (!grid || !(maps instanceof LayerGrid)) return;
    void Promise.all([grid.updateComplete, maps.updateComplete]).then(() => {
      if (this.#scrolled === grid) this.#stopScrolling = scrollTogether(maps.room, grid.room);
    });
  }

  #find({ channel, done }: FindChannelEvent): void {
    this.grid?.find(channel);
    if (done) this.grid?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'layer-dreams': LayerDreams;
  }
}
