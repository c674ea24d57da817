/** A real filter of the network that is loaded, as the kernel. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { LabFilterLayer, LabFilters } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import type { ChooseEvent, SelectOption } from '../../ui/ui-select.ts';
import { LabElement } from '../lab-element.ts';
import { settingsStyles } from './settings.styles.ts';
import '../../ui/ui-select.ts';

/** A filter that reads no more channels is taken whole: it reads the picture. */
const CHANNELS_OF_A_PICTURE = 3;

@customElement('lab-setting-filter')
export class LabSettingFilter extends LabElement {
  static override styles = [
    base,
    controls,
    settingsStyles,
    css`
      .row label {
        justify-content: start;
        gap: 4px;
        font-size: var(--text-small);
      }
      .row input[type='number'] {
        width: 4em;
      }
    `,
  ];

  /** Which slice was taken of a filter that reads many channels. */
  @state() private channel = 0;

  protected override view(): unknown {
    const { filters } = this.lab;
    const words = this.words.settings.filter;
    if (!filters || filters.layers.length === 0) {
      return html`<p class="says">${words.noNetwork}</p>`;
    }
    const { source } = this.lab.settings.value.kernel;
    const layer = filters.layers.find(({ name }) => name === source?.layer) ?? null;
    return html`<ui-select
        label=${this.say(words.layer, { model: filters.model })}
        label-unseen
        stacked
        .options=${this.#options(filters, layer)}
        .value=${layer?.name ?? ''}
        @choose=${this.#layerChosen}
      ></ui-select>
      ${layer && source ? this.#numbers(layer, source.filter) : nothing}`;
  }

  #options({ layers, model }: LabFilters, chosen: LabFilterLayer | null): SelectOption[] {
    const words = this.words.settings.filter;
    const options = layers.map(({ name, size: [rows, columns], channels }) => {
      const values = { layer: name, size: `${String(rows)}×${String(columns)}`, channels };
      return { value: name, label: this.say(words.option, values) };
    });
    return chosen ? options : [{ value: '', label: this.say(words.none, { model }) }, ...options];
  }

  #numbers(layer: LabFilterLayer, filter: number): TemplateResult {
    const words = this.words.settings.filter;
    const hasSlices = layer.channels > CHANNELS_OF_A_PICTURE;
    return html`<div class="row">
      ${this.#number(words.filter, filter, layer.filters, (value) => {
        this.#take(layer, value, this.channel);
      })}
      ${
        hasSlices
          ? this.#number(words.channel, this.channel, layer.channels, (value) => {
              this.#take(layer, filter, value);
            })
          : nothing
      }
    </div>`;
  }

  #number(
    label: string,
    value: number,
    count: number,
    taken: (value: number) => void,
  ): TemplateResult {
    const changed = ({ currentTarget }: Event): void => {
      if (!(currentTarget instanceof HTMLInputElement)) return;
      const wanted = Math.round(currentTarget.valueAsNumber);
      const fits = Number.isFinite(wanted) ? Math.min(count - 1, Math.max(0, wanted)) : value;
      currentTarget.value = String(fits);
      if (fits !== value) taken(fits);
    };
    return html`<label>
      ${label}
      <input
        type="number"
        min="0"
        max=${count - 1}
        title=${`0–${String(count - 1)}`}
        .value=${String(value)}
        @change=${changed}
      />
    </label>`;
  }

  #layerChosen({ value }: ChooseEvent): void {
    const layer = this.lab.filters?.layers.find(({ name }) => name === value);
    if (layer) this.#take(layer, 0, 0);
  }

  #take({ name, channels }: LabFilterLayer, filter: number, channel: number): void {
    this.channel = channel;
    const slice = channels > CHANNELS_OF_A_PICTURE ? channel : null;
    void this.lab.takeFilter(name, filter, slice);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-setting-filter': LabSettingFilter;
  }
}
