/** What a pooling takes of a window, how large the window is and by how much it moves. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { LabSettings } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import { LabElement } from '../lab-element.ts';
import { settingsStyles } from './settings.styles.ts';
import '../../ui/ui-segments.ts';

type Pool = LabSettings['pool'];
const KINDS: readonly Pool['kind'][] = ['max', 'average'];
const LARGEST_WINDOW = 16;
const LARGEST_STRIDE = 8;

@customElement('lab-setting-pooling')
export class LabSettingPooling extends LabElement {
  static override styles = [
    base,
    controls,
    settingsStyles,
    css`
      label span {
        min-width: 6.5em;
      }
    `,
  ];

  protected override view(): unknown {
    const words = this.words.settings.pooling;
    const { kind, size, stride } = this.lab.settings.value.pool;
    const between = { n: Math.abs(size - stride) };
    const meets = stride < size ? words.overlap : stride > size ? words.apart : words.beside;
    return html`<ui-segments
        label=${words.kind}
        stacked
        .segments=${KINDS.map((value) => ({ value, label: words.kinds[value] }))}
        .value=${kind}
        @choose=${this.#kindChosen}
      ></ui-segments>
      ${this.#slider(words.size, size, LARGEST_WINDOW, (value) => this.#change({ size: value }))}
      ${this.#slider(words.stride, stride, LARGEST_STRIDE, (value) =>
        this.#change({ stride: value }),
      )}
      <p class="says">${this.say(meets, between)}</p>
      <p class="says">${words.weights}</p>`;
  }

  #slider(
    label: string,
    value: number,
    max: number,
    slid: (value: number) => void,
  ): TemplateResult {
    return html`<label>
      <span>${label}</span>
      <input
        type="range"
        min="1"
        max=${max}
        step="1"
        .value=${String(value)}
        @input=${({ currentTarget }: Event) => {
          if (currentTarget instanceof HTMLInputElement) slid(currentTarget.valueAsNumber);
        }}
      />
      <output>${value}</output>
    </label>`;
  }

  #change(part: Partial<Pool>): void {
    this.lab.change({ pool: { ...this.lab.settings.peek().pool, ...part } });
  }

  #kindChosen({ value }: ChooseEvent): void {
    const kind = KINDS.find((one) => one === value);
    if (kind) this.#change({ kind });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-setting-pooling': LabSettingPooling;
  }
}
