/** Which colour means which number, and the two settings that decide it. */
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatValue } from '../../i18n/index.ts';
import { COLORMAPS } from '../../math/index.ts';
import type { ColormapName } from '../../math/index.ts';
import type { ViewSettings } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { withTerms } from '../ui/field-term.ts';
import type { ChooseEvent } from '../ui/ui-select.ts';
import '../ui/ui-select.ts';

const STOPS = 32;
const LAST = 255;
const SCALES: readonly ViewSettings['scale'][] = ['layer', 'channel'];

@customElement('map-legend')
export class MapLegend extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 24px;
        padding: 8px 16px;
      }
      .scale {
        display: flex;
        flex: 1 1 280px;
        max-width: 640px;
        align-items: center;
        gap: 8px;
        min-width: 0;
      }
      .name {
        color: var(--ink-soft);
      }
      .bar {
        forced-color-adjust: none;
        flex: 1;
        min-width: 64px;
        height: 12px;
        border-radius: 3px;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
      }
      @media (max-width: 899.98px) {
        :host {
          padding: 4px 12px;
        }
        .choices {
          gap: 0 8px;
          margin-left: -4px;
        }
      }
    `,
  ];

  protected override view(): unknown {
    const { legend } = this.words;
    const { colormap, scale } = this.session.view.value;
    const [low, high] = this.#ends(scale);
    return html`<div class="scale">
        <span class="name">${withTerms(legend.label, this.words)}</span>
        <span class="number">${low}</span>
        <div
          class="bar"
          role="img"
          aria-label=${this.say(legend.bar, { min: low, max: high })}
          style=${styleMap({ backgroundImage: gradientOf(colormap) })}
        ></div>
        <span class="number">${high}</span>
      </div>
      <div class="choices">
        <ui-select
          label=${legend.scale}
          .options=${SCALES.map((value) => ({ value, label: legend.scales[value] }))}
          .value=${scale}
          @choose=${this.#scaleChosen}
        ></ui-select>
        <ui-select
          label=${legend.colormap}
          .options=${Object.keys(COLORMAPS)
            .filter(isColormap)
            .map((value) => ({ value, label: legend.colormaps[value] }))}
          .value=${colormap}
          @choose=${this.#colormapChosen}
        ></ui-select>
      </div>`;
  }

  /** As the maps are drawn: from 0, or from the smallest value where there are negative ones. */
  #ends(scale: ViewSettings['scale']): readonly [string, string] {
    const { ownLeast, ownMost } = this.words.legend;
    if (scale === 'channel') return [ownLeast, ownMost];
    const range = this.session.range.value;
    if (!range) return ['–', '–'];
    return [
      formatValue(Math.min(0, range.min), this.language),
      formatValue(range.max, this.language),
    ];
  }

  #scaleChosen(event: ChooseEvent): void {
    const scale = SCALES.find((value) => value === event.value);
    if (scale) this.session.setView({ scale });
  }

  #colormapChosen(event: ChooseEvent): void {
    if (isColormap(event.value)) this.session.setView({ colormap: event.value });
  }
}

function isColormap(name: string): name is ColormapName {
  return Object.hasOwn(COLORMAPS, name);
}

/** The colour map as a CSS gradient from left to right. */
function gradientOf(name: ColormapName): string {
  const table = COLORMAPS[name];
  const stops = Array.from({ length: STOPS + 1 }, (_, i) => {
    const at = Math.round((i * LAST) / STOPS) * 3;
    return `rgb(${table.subarray(at, at + 3).join(' ')})`;
  });
  return `linear-gradient(90deg, ${stops.join(', ')})`;
}

declare global {
  interface HTMLElementTagNameMap {
    'map-legend': MapLegend;
  }
}
