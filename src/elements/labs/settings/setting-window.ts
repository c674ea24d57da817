/** How the window of a convolution moves, and how far it goes. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { OUTPUT_MODES } from '../../../math/index.ts';
import { base, controls } from '../../styles/controls.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import { LabElement } from '../lab-element.ts';
import { settingsStyles } from './settings.styles.ts';
import '../../ui/ui-segments.ts';

const STEPS = [1, 2, 3, 4];

@customElement('lab-setting-window')
export class LabSettingWindow extends LabElement {
  static override styles = [base, controls, settingsStyles];

  protected override view(): unknown {
    const { window: words, border } = this.words.settings;
    const { stride, dilation, mode } = this.lab.settings.value;
    return html`${this.#steps(words.stride, words.saysStride, stride, (value) =>
        this.lab.change({ stride: value }),
      )}
      ${this.#steps(words.dilation, words.saysDilation, dilation, (value) =>
        this.lab.change({ dilation: value }),
      )}
      <ui-segments
        label=${border.mode}
        stacked
        .segments=${OUTPUT_MODES.map((value) => ({
          value,
          label: border.saysMode[value],
          text: border.modes[value],
        }))}
        .value=${mode}
        @choose=${this.#modeChosen}
      ></ui-segments>
      <p class="says">${border.saysMode[mode]}</p>`;
  }

  #steps(
    label: string,
    says: string,
    value: number,
    chosen: (value: number) => void,
  ): TemplateResult {
    return html`<ui-segments
      label=${label}
      title=${says}
      stacked
      .segments=${STEPS.map((step) => ({ value: String(step), label: String(step) }))}
      .value=${String(value)}
      @choose=${(event: ChooseEvent) => {
        chosen(Number(event.value));
      }}
    ></ui-segments>`;
  }

  #modeChosen({ value }: ChooseEvent): void {
    const mode = OUTPUT_MODES.find((one) => one === value);
    if (mode) this.lab.change({ mode });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-setting-window': LabSettingWindow;
  }
}
