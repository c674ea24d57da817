/** Below the dreams of a layer: what one sees, by which recipe it grew, how many are there, and what may be done. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DreamFace, LayerSummary } from '../../../session/index.ts';
import { FollowController } from '../../controllers/follow.ts';
import { MediaQueryController, NARROW } from '../../controllers/media-query.ts';
import { modelIcons } from '../../models/model-icons.ts';
import { base, controls } from '../../styles/controls.ts';
import '../../ui/ui-select.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import '../../views/channel-search.ts';
import type { ChannelSearch } from '../../views/channel-search.ts';
import { DreamElement } from './dream-element.ts';
import { dreamIcons } from './dream-icons.ts';
import { isSettled } from './dream-tile.ts';
import { followSignals } from './follow-signals.ts';
import { roomLink } from './room-link.ts';

@customElement('dream-legend')
export class DreamLegend extends DreamElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
        padding: 8px 12px 8px 16px;
      }
      p {
        flex: 1 1 240px;
        margin: 0;
        color: var(--ink-soft);
        font-size: var(--text-small);
      }
      .choices,
      .progress {
        display: flex;
        align-items: center;
        gap: 4px;
        min-width: 0;
      }
      .progress {
        margin-right: 4px;
        white-space: nowrap;
      }
      .progress button {
        padding: 0;
        color: var(--ink-soft);
      }
      .done {
        visibility: hidden;
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: var(--hit);
        padding: 0 8px;
        border-radius: var(--radius);
        color: var(--accent);
        text-decoration: none;
        white-space: nowrap;
      }
      .again {
        color: var(--ink-soft);
        white-space: nowrap;
      }
      .again[disabled] {
        color: var(--ink-faint);
        cursor: default;
      }
      @media (hover: hover) {
        a:hover {
          background: var(--hover);
        }
        .again[disabled]:hover {
          background: none;
        }
      }
      @media (max-width: 899.98px) {
        :host {
          padding: 4px 12px;
        }
        p {
          flex-basis: 200px;
        }
        .choices {
          order: 1;
          flex: 1 0 100%;
          justify-content: space-between;
          margin: 0 -6px;
        }
      }
    `,
  ];

  /** Whether the maps stand beside, whose own legend has the search. */
  @property({ type: Boolean }) beside = false;
  /** Of the unit that is pointed at, where it is one of this layer. */
  @state() private channel: number | null = null;
  @query('channel-search') private readonly field!: ChannelSearch | null;
  readonly #narrow = new MediaQueryController(this, NARROW);

  constructor() {
    super();
    // Not in `view`: from cell to cell of one channel nothing changes here.
    new FollowController(this, () => {
      const unit = this.session.unit.value;
      const isHere = unit?.layer === this.session.selectedLayer.value?.name;
      this.channel = unit && isHere ? unit.cell.channel : null;
    });
  }

  /** Puts the cursor into the field for the number of a channel. */
  search(): void {
    this.field?.focus();
  }

  protected override view(): unknown {
    const { dreams } = this;
    const layer = this.session.selectedLayer.value;
    if (!dreams || !layer) return nothing;
    return html`${this.beside ? nothing : html`<p>${this.#sentence(dreams, layer)}</p>`}
      <div class="choices">
        ${this.#recipes(dreams)} ${this.#progress(dreams, layer)} ${this.#again(dreams, layer)}
        ${this.#room(layer)}
      </div>
      ${
        this.beside
          ? nothing
          : html`<channel-search ?narrow=${this.#narrow.matches}></channel-search>`
      }`;
  }

  #sentence({ layers }: DreamFace, { name, kind }: LayerSummary): string {
    const { filters, units, classes } = this.dreamWords.legend;
    if (layers.value.at(-1)?.name === name && kind === 'dense') return classes;
    return kind === 'dense' ? units : filters;
  }

  #recipes(dreams: DreamFace): TemplateResult {
    return html`<ui-select
      label=${this.dreamWords.legend.recipe}
      ?label-unseen=${this.#narrow.matches}
      .options=${dreams.recipes.map((value) => ({ value, label: this.recipeName(value) }))}
      .value=${dreams.choice.value.recipe}
      @choose=${({ value }: ChooseEvent) => dreams.choose({ recipe: value, details: null })}
    ></ui-select>`;
  }

  #progress(dreams: DreamFace, { name, shape: [count] }: LayerSummary): TemplateResult {
    const { legend: words } = this.dreamWords;
    followSignals(dreams.changed);
    const done = Array.from({ length: count }, (_, channel) =>
      dreams.statusOf({ layer: name, channel }),
    ).filter(isSettled).length;
    const isPaused = dreams.paused.value;
    const label = isPaused ? words.resume : words.pause;
    return html`<span class="progress number">
      <span aria-label=${this.say(words.progressLabel, { done, count })} role="img"
        >${this.say(words.progress, { done, count })}</span
      >
      <button
        type="button"
        class=${done === count && !isPaused ? 'done' : ''}
        aria-label=${label}
        title=${label}
        @click=${() => dreams.setPaused(!isPaused)}
      >
        ${isPaused ? modelIcons.resume : modelIcons.pause}
      </button>
    </span>`;
  }

  #again(dreams: DreamFace, layer: LayerSummary): TemplateResult {
    const { legend: words } = this.dreamWords;
    const { channel } = this;
    const name = channel === null ? '' : this.channelName(layer, channel);
    return html`<button
      type="button"
      class="again"
      title=${channel === null ? words.againNone : this.say(words.againSays, { name })}
      ?disabled=${channel === null}
      @click=${() => channel !== null && dreams.retry({ layer: layer.name, channel })}
    >
      ${dreamIcons.again} ${words.again}
    </button>`;
  }

  #room(layer: LayerSummary): TemplateResult {
    const { legend: words } = this.dreamWords;
    const channel = this.channel ?? 0;
    const title = this.say(words.roomSays, { name: this.channelName(layer, channel) });
    return html`<a href=${roomLink(layer.name, channel)} title=${title}>${words.room}</a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dream-legend': DreamLegend;
  }
}
