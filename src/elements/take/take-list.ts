/** What can be taken away of the chosen layer and the unit: pictures, numbers, the feature vector, a link. */
import { takeListStyles } from './list-style.ts';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { LayerSummary, UnitAddress, WeightsFacts } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { hasPlaces } from '../views/overlay-place.ts';
import type { TakeSource } from './captions.ts';
import { numbersOfLayer } from './take-numbers.ts';
import type { NumberFormat } from './take-numbers.ts';
import { pictureOfOverlay } from './take-overlay.ts';
import { pictureOfMap, pictureOfMaps, pictureOfWeights } from './take-pictures.ts';
import type { TakeStatus } from './take-status.ts';
import './take-status.ts';
import type { TakenFile } from './taken-file.ts';

const FORMATS: readonly NumberFormat[] = ['npy', 'json'];
const PRIMARIES = 3;

/** Fired when the feature vector is wished for. */
export class VectorEvent extends Event {
  constructor() {
    super('vector');
  }
}

/** @fires vector */
@customElement('take-list')
export class TakeList extends StudioElement {
  static override styles = [
    base,
    controls,
    takeListStyles,
    css`
      .numbers {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        min-height: var(--hit);
        margin-bottom: 4px;
      }
      .numbers div {
        display: flex;
        gap: 4px;
      }
      .numbers button {
        font-size: var(--text-small);
      }
      p {
        margin: 4px 0;
        color: var(--ink-faint);
        font-size: var(--text-small);
      }
      take-status {
        margin-top: 8px;
      }
    `,
  ];

  @query('take-status') private readonly status!: TakeStatus;

  /** Forgets what was saved before. */
  clear(): void {
    this.status.clear();
  }

  private get source(): TakeSource {
    return { session: this.session, language: this.language };
  }

  protected override view(): unknown {
    const { menu } = this.words.take;
    const layer = this.session.selectedLayer.value;
    if (!layer) return nothing;
    const unit = this.session.unit.value;
    const hasMaps = hasPlaces(layer);
    const own = hasMaps && unit?.layer === layer.name ? unit : null;
    return html`<h2>${menu.pictures}</h2>
      ${this.#save(menu.maps, () => pictureOfMaps(this.source, layer))}
      ${own ? this.#unitPictures(own) : nothing} ${this.#weights(layer, unit)}
      ${hasMaps && !own ? html`<p>${menu.noUnit}</p>` : nothing}
      <h2>${menu.numbers}</h2>
      ${this.#numbers(menu.layer, layer, null)}
      ${own ? this.#numbers(this.#channelText(menu.map, own), layer, own.cell.channel) : nothing}
      ${this.#row(menu.vector, () => this.dispatchEvent(new VectorEvent()))}
      <h2>${menu.link}</h2>
      ${this.#row(menu.copy, () => void this.status.copy())}
      <take-status></take-status>`;
  }

  #unitPictures(unit: UnitAddress): unknown {
    const { map, overlay } = this.words.take.menu;
    return [
      this.#save(this.#channelText(map, unit), () => pictureOfMap(this.source, unit)),
      this.#save(this.#channelText(overlay, unit), () => pictureOfOverlay(this.source, unit)),
    ];
  }

  #weights(layer: LayerSummary, unit: UnitAddress | null): unknown {
    const facts: WeightsFacts | null = this.session.weightsFacts(layer.name);
    if (!facts) return nothing;
    const { menu } = this.words.take;
    const isColored = facts.shape[1] === PRIMARIES && layer.kind === 'convolution';
    const all = (): Promise<TakenFile> => pictureOfWeights(this.source, layer, facts, null);
    const channel = unit?.layer === layer.name ? unit.cell.channel : 0;
    const one = (): Promise<TakenFile> => pictureOfWeights(this.source, layer, facts, channel);
    return [
      isColored ? this.#save(menu.filters, all) : nothing,
      this.#save(this.say(menu.filter, { channel }), one),
    ];
  }

  #numbers(label: string, layer: LayerSummary, channel: number | null): TemplateResult {
    return html`<div class="numbers" role="group" aria-label=${label}>
      <span aria-hidden="true">${label}</span>
      <div>
        ${FORMATS.map(
          (format) =>
            html`<button
              type="button"
              class="outlined"
              @click=${() =>
                void this.status.run(() =>
                  numbersOfLayer(this.session, layer.name, channel, format),
                )}
            >
              .${format}
            </button>`,
        )}
      </div>
    </div>`;
  }

  #save(label: string, make: () => Promise<TakenFile>): TemplateResult {
    return this.#row(label, () => void this.status.run(make));
  }

  #row(label: string, act: () => void): TemplateResult {
    return html`<button type="button" class="row" @click=${act}>${label}</button>`;
  }

  #channelText(text: string, { cell: { channel } }: UnitAddress): string {
    return this.say(text, { channel });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'take-list': TakeList;
  }
  interface HTMLElementEventMap {
    vector: VectorEvent;
  }
}
