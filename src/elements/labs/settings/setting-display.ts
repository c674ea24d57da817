/** How results that may be negative are shown. */
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { LabDisplay } from '../../../math/lab/index.ts';
import { base, controls } from '../../styles/controls.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import { LabElement } from '../lab-element.ts';
import { settingsStyles } from './settings.styles.ts';
import '../../ui/ui-select.ts';

type Shown = Exclude<LabDisplay, 'mask'>;
const DISPLAYS: readonly Shown[] = ['clamp', 'absolute', 'diverging', 'wrap'];

@customElement('lab-setting-display')
export class LabSettingDisplay extends LabElement {
  static override styles = [base, controls, settingsStyles];

  protected override view(): unknown {
    const words = this.words.settings.display;
    const { display } = this.lab.settings.value;
    const shown = DISPLAYS.find((one) => one === display) ?? 'clamp';
    return html`<ui-select
        label=${words.choose}
        stacked
        .options=${DISPLAYS.map((value) => ({ value, label: words.kinds[value] }))}
        .value=${shown}
        @choose=${this.#chosen}
      ></ui-select>
      <p class="says">${words.says[shown]}</p>`;
  }

  #chosen({ value }: ChooseEvent): void {
    const display = DISPLAYS.find((one) => one === value);
    if (display) this.lab.change({ display });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-setting-display': LabSettingDisplay;
  }
}
