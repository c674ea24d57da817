/** Under the grid: which colour means which number, what the colours are scaled to, and the order of the maps. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { ScaleName, SortName } from '../../session/index.ts';
import { MediaQueryController, NARROW } from '../controllers/media-query.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { withTerms } from '../ui/field-term.ts';
import type { ChooseEvent, SelectOption } from '../ui/ui-select.ts';
import type { ChannelSearch } from './channel-search.ts';
import { gridIcons } from './grid-icons.ts';
import type { LegendBar } from './legend-bar.ts';
import '../ui/ui-popover.ts';
import '../ui/ui-select.ts';
import './channel-search.ts';
import './legend-bar.ts';

/** Below this width there is no room for the name of every choice. */
const CLOSE = '(max-width: 1599.98px)';
const PERCENTILES: readonly number[] = [90, 95, 99, 99.5, 99.9];
const SORTS: readonly SortName[] = ['index', 'mean', 'max', 'zeros'];
const SCALES: readonly ScaleName[] = ['layer', 'channel', 'network', 'percentile', 'fixed'];
/** Of the choices with a number: `percentile 99`. */
const NUMBERED = 'percentile ';

@customElement('map-legend')
export class MapLegend extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        padding: 8px 12px 8px 16px;
      }
      .scale {
        display: flex;
        flex: 1 1 300px;
        align-items: center;
        gap: 10px;
        min-width: 0;
      }
      .name {
        color: var(--ink-soft);
        white-space: nowrap;
      }
      legend-bar {
        flex: 1;
        max-width: 560px;
      }
      .choices {
        display: flex;
        align-items: center;
        gap: 4px;
        min-width: 0;
      }
      ui-select {
        flex: none;
      }
      .scales {
        flex: 0 1 auto;
        min-width: 0;
      }
      button {
        color: var(--ink-soft);
      }
      .back {
        margin: 0 -8px;
      }
      .back[disabled] {
        visibility: hidden;
      }
      @media (max-width: 899.98px) {
        :host {
          padding: 4px 12px;
        }
        .scale {
          flex-basis: 100%;
          gap: 8px;
        }
        legend-bar {
          max-width: none;
        }
        .choices {
          flex: 1 0 100%;
          justify-content: space-between;
          margin-left: -6px;
        }
      }
    `,
  ];

  @query('legend-bar') private readonly bar!: LegendBar;
  @query('channel-search') private readonly field!: ChannelSearch;
  readonly #close = new MediaQueryController(this, CLOSE);
  readonly #narrow = new MediaQueryController(this, NARROW);

  /** Puts the cursor into the field for the number of a channel. */
  search(): void {
    this.field.focus();
  }

  protected override view(): unknown {
    const { legend } = this.words.colour;
    const { scale } = this.session.view.value;
    return html`<div class="scale">
        <span class=${this.#narrow.matches ? 'unseen' : 'name'}
          >${withTerms(legend.label, this.words)}</span
        >
        <legend-bar></legend-bar>
        <button
          type="button"
          class="back"
          aria-label=${legend.reset}
          title=${legend.reset}
          ?disabled=${scale !== 'fixed'}
          @click=${() => this.bar.reset()}
        >
          ${gridIcons.back}
        </button>
      </div>
      <div class="choices">
        ${this.#scales()} ${this.#sorts()}
        <channel-search ?narrow=${this.#narrow.matches}></channel-search>
        <ui-popover label=${legend.more} @click=${this.#opening} @focusin=${this.#opening}>
          <span slot="button" style="display: contents">${gridIcons.contrast}</span>
          <legend-more></legend-more>
        </ui-popover>
      </div>`;
  }

  #scales(): TemplateResult {
    const { legend } = this.words.colour;
    const { scale, percentile } = this.session.view.value;
    const percents = [...new Set([...PERCENTILES, percentile])].sort((a, b) => a - b);
    const options = SCALES.flatMap((value): SelectOption[] => {
      if (value !== 'percentile') return [{ value, label: legend.scales[value] }];
      return percents.map((percent) => ({
        value: `${NUMBERED}${percent}`,
        label: this.say(legend.scales.percentile, { percent }),
      }));
    });
    return html`<ui-select
      class="scales"
      label=${legend.scale}
      ?label-unseen=${this.#narrow.matches}
      title=${this.say(legend.says[scale], { percent: percentile })}
      .options=${options}
      .value=${scale === 'percentile' ? `${NUMBERED}${percentile}` : scale}
      @choose=${this.#scaleChosen}
    ></ui-select>`;
  }

  #sorts(): TemplateResult {
    const { sort } = this.words.colour;
    return html`<ui-select
      label=${sort.label}
      ?label-unseen=${this.#close.matches}
      .options=${SORTS.map((value) => ({ value, label: sort.by[value] }))}
      .value=${this.session.view.value.sort}
      @choose=${this.#sortChosen}
    ></ui-select>`;
  }

  #scaleChosen({ value }: ChooseEvent): void {
    if (value.startsWith(NUMBERED)) {
      const percentile = Number(value.slice(NUMBERED.length));
      this.session.setView({ scale: 'percentile', percentile });
      return;
    }
    const scale = SCALES.find((known) => known === value);
    if (!scale) return;
    const limits = this.session.legend.peek().limits;
    // Limits that are set by hand begin as those that were seen last.
    if (scale === 'fixed' && limits) this.session.setView({ scale, limits });
    else this.session.setView({ scale });
  }

  #sortChosen({ value }: ChooseEvent): void {
    const sort = SORTS.find((known) => known === value);
    if (sort) this.session.setView({ sort });
  }

  #opening(): void {
    void import('./legend-more.ts');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'map-legend': MapLegend;
  }
}
