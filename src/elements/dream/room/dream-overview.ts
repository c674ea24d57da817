/** The overview: a row for each group of layers, from the input to the classes. What is in view is what is grown. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DreamPlace } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import '../../ui/ui-segments.ts';
import '../../ui/ui-select.ts';
import './dream-row.ts';
import type { DreamRow } from './dream-row.ts';
import './input-row.ts';
import { RoomElement } from './room-element.ts';
import { roomIcons } from './room-icons.ts';
import { rowGroups } from './row-groups.ts';
import { nextTile } from './tile-walk.ts';
import type { WalkKey } from './tile-walk.ts';
import './tile-note.ts';

/** Rows are asked for a little before they are seen. */
const AHEAD = '120px';
const SIZES = ['large', 'small'] as const;
const WALK: Readonly<Record<string, WalkKey>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

@customElement('dream-overview')
export class DreamOverview extends RoomElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
        padding: 0 24px 24px;
      }
      .lead {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 24px;
        padding: 12px 0;
      }
      p {
        flex: 1 1 360px;
        max-width: 76ch;
        margin: 0;
        color: var(--ink-soft);
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
      }
      .empty {
        padding: 24px 0;
      }
      @media (max-width: 899.98px) {
        :host {
          padding: 0 16px 24px;
        }
      }
    `,
  ];

  @state() private pointed: { readonly place: DreamPlace; readonly tile: Element } | null = null;
  @state() private size: (typeof SIZES)[number] = 'large';
  readonly #inView = new Set<Element>();
  readonly #observer = new IntersectionObserver((entries) => this.#seen(entries), {
    rootMargin: AHEAD,
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#inView.clear();
    this.dreams.look(this, []);
  }

  protected override view(): unknown {
    const { overview: words } = this.room;
    const groups = rowGroups(this.dreams.layers.value);
    return html`<div class="lead">
        <p>${words.lead}</p>
        ${this.#choices()}
      </div>
      <input-row ?small=${this.size === 'small'}></input-row>
      ${groups.length === 0 ? html`<p class="empty">${words.none}</p>` : nothing}
      <div
        role="group"
        aria-label=${words.lead}
        @places-changed=${this.#look}
        @pointerover=${this.#pointedAt}
        @pointerleave=${this.#left}
        @focusin=${this.#focused}
        @focusout=${this.#left}
        @keydown=${this.#pressed}
      >
        ${repeat(
          groups,
          ({ name }) => name,
          (group) => html`<dream-row ?small=${this.size === 'small'} .group=${group}></dream-row>`,
        )}
      </div>
      ${
        this.pointed
          ? html`<tile-note
              aria-hidden="true"
              .place=${this.pointed.place}
              .anchor=${this.pointed.tile.getBoundingClientRect()}
            ></tile-note>`
          : nothing
      }`;
  }

  protected override updated(): void {
    const rows = this.#rows();
    for (const row of rows) this.#observer.observe(row);
    for (const row of this.#inView) {
      if (row.isConnected) continue;
      this.#inView.delete(row);
      this.#observer.unobserve(row);
    }
  }

  #choices(): TemplateResult {
    const { overview: words, recipes } = this.room;
    const { dreams } = this;
    const isPaused = dreams.paused.value;
    const named = recipes as Readonly<Record<string, { readonly name: string }>>;
    return html`<div class="choices">
      <ui-segments
        label=${words.sizes.label}
        .segments=${SIZES.map((value) => ({
          value,
          label: `${words.sizes.label}: ${words.sizes[value]}`,
          text: words.sizes[value],
        }))}
        .value=${this.size}
        @choose=${({ value }: ChooseEvent) => (this.size = value === 'small' ? 'small' : 'large')}
      ></ui-segments>
      <ui-select
        label=${words.recipe}
        .options=${dreams.recipes.map((id) => ({ value: id, label: named[id]?.name ?? id }))}
        .value=${dreams.choice.value.recipe}
        @choose=${({ value }: ChooseEvent) => dreams.choose({ recipe: value, details: null })}
      ></ui-select>
      <button
        type="button"
        class="outlined"
        aria-pressed=${isPaused}
        @click=${() => dreams.setPaused(!isPaused)}
      >
        ${isPaused ? roomIcons.grow : roomIcons.pause} ${isPaused ? words.resume : words.pause}
      </button>
    </div>`;
  }

  #rows(): readonly DreamRow[] {
    return [...this.renderRoot.querySelectorAll('dream-row')];
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#inView.add(target);
      else this.#inView.delete(target);
    }
    this.#look();
  }

  /** In the order of the page, which is that of the network. */
  readonly #look = (): void => {
    if (!this.isConnected) return;
    const seen = this.#rows().filter((row) => this.#inView.has(row));
    this.dreams.look(
      this,
      seen.flatMap(({ places }) => places),
    );
  };

  /** A finger opens what it touches; only what hovers is shown beside it. */
  readonly #pointedAt = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') this.#show(event);
  };

  readonly #focused = (event: Event): void => {
    const tile = tileOf(event);
    if (tile?.matches(':focus-visible')) this.#show(event);
  };

  readonly #left = (): void => {
    this.pointed = null;
  };

  #show(event: Event): void {
    const tile = tileOf(event);
    const { layer, channel } = tile?.dataset ?? {};
    if (!tile || layer === undefined) this.pointed = null;
    else this.pointed = { tile, place: { layer, channel: Number(channel) } };
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const key = WALK[event.key];
    const from = tileOf(event);
    if (event.key === 'Escape') this.pointed = null;
    if (!key || !from || event.ctrlKey || event.metaKey || event.altKey) return;
    const tiles = this.#rows().flatMap((row) => [
      ...(row.shadowRoot?.querySelectorAll<HTMLElement>('.tile') ?? []),
    ]);
    const boxes = tiles.map((tile) => tile.getBoundingClientRect());
    const next = nextTile(boxes, tiles.indexOf(from), key);
    event.preventDefault();
    tiles[next]?.focus();
  };
}

function tileOf(event: Event): HTMLElement | null {
  const found = event
    .composedPath()
    .find((node) => node instanceof HTMLElement && node.matches('.tile'));
  return found instanceof HTMLElement ? found : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'dream-overview': DreamOverview;
  }
}
