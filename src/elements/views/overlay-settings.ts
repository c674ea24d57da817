/** How the map lies over the picture: only the controls that matter for the chosen mode. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatPercent } from '../../i18n/index.ts';
import type { OverlaySettings as Settings } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import type { ChooseEvent } from '../ui/ui-select.ts';
import '../ui/ui-segments.ts';
import '../ui/ui-select.ts';

const MODES: readonly Settings['mode'][] = ['heat', 'masked', 'contour', 'map'];
const BLENDS: readonly Settings['blend'][] = ['value', 'normal', 'screen', 'multiply'];
const STEP = 0.01;

@customElement('overlay-settings')
export class OverlaySettings extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        padding-top: 4px;
        font-size: var(--text-small);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 12px;
      }
      ui-segments {
        margin: 0 -8px;
      }
      ui-select {
        margin-right: -4px;
      }
      label {
        display: flex;
        align-items: center;
        gap: 6px;
        min-height: var(--hit);
        color: var(--ink-soft);
        cursor: pointer;
      }
      .slider {
        flex: 1;
      }
      output {
        min-width: 3em;
        color: var(--ink);
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      input {
        accent-color: var(--accent);
        cursor: pointer;
      }
      input[type='range'] {
        flex: 1;
        min-width: 48px;
        width: 48px;
        height: var(--hit);
      }
    `,
  ];

  protected override view(): unknown {
    const { overlay: words } = this.words.unit;
    const settings = this.session.overlay.value;
    const { mode, blend } = settings;
    return html`<ui-segments
        label=${words.mode}
        .segments=${MODES.map((value) => ({ value, label: words.modes[value], text: words.modes[value] }))}
        .value=${mode}
        @choose=${this.#modeChosen}
      ></ui-segments>
      <div class="row">
        ${mode === 'heat' ? this.#slider(words.alpha, 'alpha', settings) : ''}
        ${mode === 'contour' ? this.#slider(words.level, 'level', settings) : ''}
        ${
          mode === 'heat'
            ? html`<ui-select
                label=${words.blend}
                label-unseen
                .options=${BLENDS.map((value) => ({ value, label: words.blends[value] }))}
                .value=${blend}
                @choose=${this.#blendChosen}
              ></ui-select>`
            : ''
        }
      </div>`;
  }

  #slider(label: string, name: 'alpha' | 'level', settings: Settings): TemplateResult {
    const value = settings[name];
    const slid = ({ currentTarget }: Event): void => {
      if (!(currentTarget instanceof HTMLInputElement)) return;
      this.session.setOverlay({ [name]: currentTarget.valueAsNumber });
    };
    return html`<label class="slider">
      ${label}
      <input type="range" min="0" max="1" step=${STEP} .value=${String(value)} @input=${slid} />
      <output>${formatPercent(value, this.language).replace(/[.,]\d/, '')}</output>
    </label>`;
  }

  #modeChosen({ value }: ChooseEvent): void {
    const mode = MODES.find((one) => one === value);
    if (mode) this.session.setOverlay({ mode });
  }

  #blendChosen({ value }: ChooseEvent): void {
    const blend = BLENDS.find((one) => one === value);
    if (blend) this.session.setOverlay({ blend });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'overlay-settings': OverlaySettings;
  }
}
