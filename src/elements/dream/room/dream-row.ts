/** A row of the overview: what its layers are, and the dreams of the one that is shown. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { DreamPlace, DreamStatus } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import { icons } from '../../ui/icons.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import '../../ui/ui-segments.ts';
import './dream-picture.ts';
import { RoomElement } from './room-element.ts';
import { shortLayerName } from './row-groups.ts';
import type { RowGroup } from './row-groups.ts';
import { rowStyles } from './row.styles.ts';

/** Filters that are shown at first, and that are added at a time. */
const PAGE = 16;
const PERCENT = 100;

/** @fires places-changed - other dreams are shown than before. */
@customElement('dream-row')
export class DreamRow extends RoomElement {
  static override styles = [base, controls, rowStyles];

  /** Whether all tiles of the first page stand in one line where there is room. */
  @property({ type: Boolean, reflect: true }) small = false;
  @property({ attribute: false }) group: RowGroup | null = null;
  /** The layer that a person has chosen, if any. */
  @state() private chosen: string | null = null;
  @state() private pages = 1;
  /** The tile that the Tab key comes to. */
  @state() private active = 0;

  /** What is shown, in order. */
  get places(): readonly DreamPlace[] {
    const { layer, shown } = this.#shown();
    return Array.from({ length: shown }, (_, channel) => ({ layer, channel }));
  }

  protected override view(): unknown {
    const { group } = this;
    if (!group) return nothing;
    const statuses = this.places.map((place) => this.statusOf(place));
    const { layer, channels, shown } = this.#shown();
    const { overview: words } = this.room;
    return html`<div class="head">
        <h2>${group.story === 'classes' ? words.groups.classes : group.name}</h2>
        <p class="shape number">${this.#shape(layer, channels)}</p>
        ${group.layers.length > 1 ? this.#layers(group, layer) : nothing}
        <p class="story">${words.story[group.story]}</p>
        ${this.#progress(statuses)}
      </div>
      <div class="body">
        <ul class="tiles" aria-label=${layer}>
          ${statuses.map((status) => html`<li>${this.#tile(status)}</li>`)}
        </ul>
        ${
          channels > PAGE
            ? html`<div class="more">
                <span class="number">${this.say(words.shown, { shown, channels })}</span>
                ${
                  shown < channels
                    ? html`<button type="button" @click=${this.#more}>
                        ${this.say(words.more, { n: Math.min(PAGE, channels - shown) })}
                      </button>`
                    : nothing
                }
                ${
                  this.pages > 1
                    ? html`<button type="button" @click=${this.#fewer}>${words.fewer}</button>`
                    : nothing
                }
              </div>`
            : nothing
        }
      </div>`;
  }

  #shown(): { readonly layer: string; readonly channels: number; readonly shown: number } {
    const { group } = this;
    const layers = group?.layers ?? [];
    const layer = layers.find(({ name }) => name === (this.chosen ?? group?.usual)) ?? layers[0];
    const channels = layer?.channels ?? 0;
    return { layer: layer?.name ?? '', channels, shown: Math.min(channels, this.pages * PAGE) };
  }

  #shape(layer: string, channels: number): string {
    const words = this.room.overview;
    if (this.group?.story === 'classes') return this.say(words.classes, { channels });
    const found = this.session.layers.value.find(({ name }) => name === layer);
    const [, height = 1, width = 1] = found?.shape ?? [];
    if (height * width === 1) return this.say(words.units, { channels });
    return this.say(words.channels, { channels, height, width });
  }

  #layers(group: RowGroup, layer: string): TemplateResult {
    return html`<ui-segments
      label=${this.say(this.room.overview.layer, { group: group.name })}
      .segments=${group.layers.map(({ name }) => ({
        value: name,
        label: name,
        text: shortLayerName(name),
      }))}
      .value=${layer}
      @choose=${({ value }: ChooseEvent) => {
        this.chosen = value;
        this.pages = 1;
        this.active = 0;
        this.#tell();
      }}
    ></ui-segments>`;
  }

  #progress(statuses: readonly DreamStatus[]): TemplateResult {
    const words = this.room.overview;
    const shown = statuses.length;
    const done = statuses.filter(({ state }) => state !== 'waiting' && state !== 'growing').length;
    const growing = statuses.filter(({ state }) => state === 'growing');
    const [first] = growing;
    const share = statuses.reduce((sum, status) => sum + shareOf(status), 0) / Math.max(1, shown);
    const values = { done, shown, step: first?.step ?? 0, steps: first?.steps ?? 0 };
    const text = done === shown ? words.allReady : first ? words.growing : words.ready;
    return html`<p class="progress number">
      <span class="line" aria-hidden="true"
        ><i style=${styleMap({ width: `${share * PERCENT}%` })}></i
      ></span>
      ${this.say(text, values)}
    </p>`;
  }

  #tile(status: DreamStatus): TemplateResult {
    const { tile: words } = this.room;
    const { layer, channel, state, step, steps, picture } = status;
    const name = this.channelText(layer, channel);
    const isClass = this.classNameOf(layer, channel) !== null;
    const said = this.say(words.states[state], { step, steps });
    return html`<button
        type="button"
        class="tile ${state}"
        data-layer=${layer}
        data-channel=${channel}
        tabindex=${channel === this.active ? 0 : -1}
        aria-label=${this.say(words.label, { name, layer, state: said })}
        @focus=${() => (this.active = channel)}
        @click=${() => this.#open(status)}
      >
        <dream-picture .picture=${picture} .stamp=${`${state} ${step}`}></dream-picture>
        ${state === 'barren' ? html`<span class="badge">${words.barren}</span>` : nothing}
        ${state === 'failed' ? html`<span class="mark">${icons.alert}</span>` : nothing}
        ${
          state === 'growing'
            ? html`<span class="grown"
                ><i style=${styleMap({ width: `${shareOf(status) * PERCENT}%` })}></i
              ></span>`
            : nothing
        }
      </button>
      <span class="caption number" aria-hidden="true">${isClass ? name : channel}</span>`;
  }

  /** What the tile shows is what is tried next: by the same recipe, with the same seed. */
  #open({ layer, channel, seed }: DreamStatus): void {
    const { recipe, details } = this.dreams.choice.peek();
    this.dreams.study.change({
      layer,
      channel,
      what: 'channel',
      other: null,
      negative: false,
      count: 1,
      start: 'noise',
      recipe,
      details,
      seed,
    });
    this.dreams.show('study');
  }

  readonly #more = (): void => {
    this.pages += 1;
    this.#tell();
  };

  readonly #fewer = (): void => {
    this.pages = 1;
    this.active = 0;
    this.#tell();
  };

  #tell(): void {
    this.dispatchEvent(new Event('places-changed', { bubbles: true, composed: true }));
  }
}

function shareOf({ state, step, steps }: DreamStatus): number {
  if (state === 'waiting') return 0;
  return state === 'growing' ? step / Math.max(1, steps) : 1;
}

declare global {
  interface HTMLElementTagNameMap {
    'dream-row': DreamRow;
  }
}
