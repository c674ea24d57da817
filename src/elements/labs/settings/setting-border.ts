/** What stands beyond the border of the picture, with a row of cells that shows it. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { PADDING_MODES } from '../../../math/index.ts';
import type { PaddingMode } from '../../../math/index.ts';
import type { LabSettings } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import { LabElement } from '../lab-element.ts';
import { paddingExample } from './padding-example.ts';
import { settingsStyles } from './settings.styles.ts';
import '../../ui/ui-select.ts';

/** Zeros are a constant too, and what most people want. */
type Choice = 'zero' | PaddingMode;
const CHOICES: readonly Choice[] = ['zero', ...PADDING_MODES];
/** What a new constant is: as bright as can be, so that one sees it. */
const BRIGHT = { byte: 255, unit: 1 };

@customElement('lab-setting-border')
export class LabSettingBorder extends LabElement {
  static override styles = [
    base,
    controls,
    settingsStyles,
    css`
      .example {
        display: flex;
        margin: 0;
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
        line-height: 20px;
      }
      .cell {
        min-width: 22px;
        padding: 0 4px;
        border: 1px solid var(--line-strong);
        border-left-width: 0;
        text-align: center;
      }
      .cell.beyond {
        border-color: var(--line);
        border-style: dashed;
        color: var(--ink-soft);
      }
      .cell:first-child,
      .cell.first {
        border-left-width: 1px;
      }
      .cell.first {
        border-left-color: var(--line-strong);
        border-left-style: solid;
      }
      .before {
        border-right-width: 0;
      }
      .unused {
        opacity: 0.55;
      }
    `,
  ];

  /** Whether a constant was chosen, even if it is 0 at the moment. */
  @state() private isConstant = false;

  protected override view(): unknown {
    const words = this.words.settings.border;
    const settings = this.lab.settings.value;
    const choice = this.#choiceOf(settings);
    const isUnused = settings.mode === 'valid';
    return html`<ui-select
        label=${words.padding}
        stacked
        .options=${CHOICES.map((value) => ({ value, label: words.paddings[value] }))}
        .value=${choice}
        @choose=${this.#chosen}
      ></ui-select>
      <div class="row">
        ${this.#example(choice, isUnused)}
        ${
          choice === 'constant'
            ? html`<label title=${words.value}>
                <span aria-hidden="true">c =</span>
                <input
                  type="number"
                  step="any"
                  aria-label=${words.value}
                  .value=${String(settings.value)}
                  @change=${this.#typed}
                />
              </label>`
            : nothing
        }
      </div>
      ${isUnused ? html`<p class="says">${words.unused}</p>` : nothing}`;
  }

  #choiceOf({ padding, value }: LabSettings): Choice {
    const isZero = padding === 'constant' && value === 0 && !this.isConstant;
    return isZero ? 'zero' : padding;
  }

  #example(choice: Choice, isUnused: boolean): TemplateResult {
    const cells = choice === 'zero' ? paddingExample('constant', '0') : paddingExample(choice, 'c');
    const all = cells.map(({ text }) => text).join(' ');
    const first = cells.findIndex(({ isBeyond }) => !isBeyond);
    const place = (index: number): string => {
      if (index === first) return 'cell first';
      const beyond = cells[index]?.isBeyond ? 'cell beyond' : 'cell';
      return index === first - 1 ? `${beyond} before` : beyond;
    };
    return html`<p
      class="example ${isUnused ? 'unused' : ''}"
      role="img"
      aria-label=${this.say(this.words.settings.border.example, { cells: all })}
    >
      ${cells.map(({ text }, index) => html`<span class=${place(index)}>${text}</span>`)}
    </p>`;
  }

  #chosen({ value }: ChooseEvent): void {
    const choice = CHOICES.find((one) => one === value);
    if (!choice) return;
    this.isConstant = choice === 'constant';
    const { unit, value: before } = this.lab.settings.peek();
    if (choice === 'zero') this.lab.change({ padding: 'constant', value: 0 });
    else if (choice === 'constant') {
      this.lab.change({ padding: 'constant', value: before === 0 ? BRIGHT[unit] : before });
    } else this.lab.change({ padding: choice });
  }

  #typed({ currentTarget }: Event): void {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    const { valueAsNumber } = currentTarget;
    this.isConstant = true;
    if (Number.isFinite(valueAsNumber)) this.lab.change({ value: valueAsNumber });
    else currentTarget.value = String(this.lab.settings.peek().value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-setting-border': LabSettingBorder;
  }
}
