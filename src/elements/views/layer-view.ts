/** The middle of the studio: what the chosen layer is, all its maps, dreams or weights, and what their colours mean. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { LayerContent } from '../../session/index.ts';
import { FollowController } from '../controllers/follow.ts';
import { ShortcutsController } from '../controllers/shortcuts.ts';
import type { LayerDreams } from '../dream/explorer/layer-dreams.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import type { FindChannelEvent } from './channel-search.ts';
import type { LayerGrid } from './layer-grid.ts';
import { nextContent, shownContent } from './layer-contents.ts';
import { layerViewStyles } from './layer-view.styles.ts';
import type { MapLegend } from './map-legend.ts';
import './layer-grid.ts';
import './layer-header.ts';
import './notice-banner.ts';

@customElement('layer-view')
export class LayerView extends StudioElement {
  static override styles = [base, layerViewStyles];

  @query('#chosen') private readonly grid!: LayerGrid | null;
  @query('map-legend') private readonly legend!: MapLegend | null;
  @query('layer-dreams') private readonly dreams!: LayerDreams | null;

  constructor() {
    super();
    new ShortcutsController(this, {
      '/': () => void this.#search(),
      b: () => this.#toggleBeside(),
      w: () => this.session.setContent(nextContent(this.session)),
    });
    // Not in `view`, so that its progress does not render the layer again.
    new FollowController(this, () => {
      if (this.session.transfer.value) void import('../models/transfer-strip.ts');
    });
  }

  protected override view(): unknown {
    const activity = this.session.activity.value;
    return html`${activity ? html`<div class="progress"><i></i></div>` : nothing}
      <span class="unseen" role="status">${activity ? this.words.activity[activity] : ''}</span>
      <notice-banner></notice-banner>
      <transfer-strip></transfer-strip>
      <layer-header></layer-header>
      ${this.#content(shownContent(this.session))}`;
  }

  /** The maps come first: what is said about their colours is loaded while they are computed. */
  protected override firstUpdated(): void {
    void import('./map-legend.ts');
  }

  #content(content: LayerContent): TemplateResult {
    if (content === 'maps') return this.#maps();
    const awaited = this.#awaited(this.session.selectedLayer.value?.name);
    if (awaited) return awaited;
    if (content === 'weights') {
      void import('./layer-weights.ts');
      return html`<layer-weights></layer-weights>`;
    }
    void import('../dream/explorer/layer-dreams.ts');
    return content === 'dreams'
      ? html`<layer-dreams></layer-dreams>`
      : html`<layer-dreams beside><layer-grid id="chosen"></layer-grid></layer-dreams
          >${this.#legend()}`;
  }

  #maps(): TemplateResult {
    const { grid: words } = this.words.colour;
    const chosen = this.session.selectedLayer.value;
    const before = this.session.beside.value ? (chosen?.before ?? null) : null;
    if (before !== null) void import('./before-grid.ts');
    const caption = (name: string, what: string, place: 'first' | 'second'): TemplateResult =>
      html`<p class="caption ${place}"><b>${name}</b><span>${what}</span></p>`;
    return html`<div class="grids ${before === null ? 'alone' : ''}">
        ${
          before === null
            ? nothing
            : html`${caption(before, words.before, 'first')}${
                this.#awaited(before) ?? html`<before-grid></before-grid>`
              }${caption(chosen?.name ?? '', words.chosen, 'second')}`
        }
        ${
          this.#awaited(chosen?.name, before === null ? '' : 'second') ??
          html`<layer-grid id="chosen" class=${before === null ? '' : 'second'}></layer-grid>`
        }
      </div>
      ${this.#legend()}`;
  }

  #legend(): TemplateResult {
    return html`<map-legend @find-channel=${this.#find}></map-legend>`;
  }

  /** What stands in the place of maps, or weights, that are not there yet. */
  #awaited(name: string | undefined, place = ''): TemplateResult | null {
    if (name === undefined || !this.session.arriving.value.has(name)) return null;
    void import('../models/layer-awaited.ts');
    const layer = this.session.layers.value.find((known) => known.name === name);
    return html`<layer-awaited class=${place} .layer=${layer ?? null}></layer-awaited>`;
  }

  async #search(): Promise<void> {
    await (this.dreams ? import('../dream/explorer/layer-dreams.ts') : import('./map-legend.ts'));
    const place = this.legend ?? this.dreams;
    await place?.updateComplete;
    place?.search();
  }

  #find({ channel, done }: FindChannelEvent): void {
    this.grid?.find(channel);
    if (done) this.grid?.focus();
  }

  #toggleBeside(): void {
    if (this.session.selectedLayer.peek()?.before) {
      this.session.setBeside(!this.session.beside.peek());
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'layer-view': LayerView;
  }
}
