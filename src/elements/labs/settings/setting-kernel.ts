/** Which kernel, as a row of what each makes of a disc, its size, and whether it is turned. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { KERNEL_PRESETS, presetKernel, presetSizes } from '../../../math/lab/index.ts';
import type { KernelPreset } from '../../../math/lab/index.ts';
import type { LabKernel } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import type { ChooseEvent, SelectOption } from '../../ui/ui-select.ts';
import { LabElement } from '../lab-element.ts';
import { resizeKernel } from './resize-kernel.ts';
import { settingsStyles } from './settings.styles.ts';
import '../../ui/ui-segments.ts';
import '../../ui/ui-select.ts';
import './preset-chip.ts';

const SIZES = [1, 2, 3, 4, 5, 6, 7];
/** In the size that most of them are known by. */
const USUAL_SIZE = 3;

/** What a chip shows. */
interface Chip {
  readonly preset: KernelPreset;
  readonly size: number;
  readonly values: readonly number[];
}

const CHIPS: readonly Chip[] = KERNEL_PRESETS.map((preset) => {
  const sizes = presetSizes(preset);
  const size = sizes.includes(USUAL_SIZE) ? USUAL_SIZE : (sizes[0] ?? USUAL_SIZE);
  return { preset, size, values: presetKernel(preset, size) };
});

@customElement('lab-setting-kernel')
export class LabSettingKernel extends LabElement {
  static override styles = [
    base,
    controls,
    settingsStyles,
    css`
      .head {
        flex-wrap: nowrap;
      }
      .name {
        flex: 1;
        margin: 0;
        font-weight: 600;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .chips {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(36px, 1fr));
        gap: 4px;
      }
      @media (pointer: coarse) {
        .chips {
          grid-template-columns: repeat(auto-fill, minmax(44px, 1fr));
        }
      }
    `,
  ];

  /** The one under the pointer, whose name is shown. */
  @state() private hovered: KernelPreset | null = null;

  protected override view(): unknown {
    const words = this.words.settings.kernel;
    const { kernel, flip } = this.lab.settings.value;
    const [rows, columns] = kernel.size;
    const hasNoMiddle = rows % 2 === 0 || columns % 2 === 0;
    return html`<div class="row head">
        <p class="name" title=${this.#nameOf(kernel)}>${this.#nameOf(kernel)}</p>
        <ui-select
          label=${words.size}
          label-unseen
          stacked
          .options=${this.#sizes(kernel)}
          .value=${sizeText(kernel)}
          @choose=${this.#sizeChosen}
        ></ui-select>
      </div>
      <div
        class="chips"
        role="group"
        aria-label=${words.presets}
        @pointerleave=${() => {
          this.hovered = null;
        }}
      >
        ${CHIPS.map(
          ({ preset, size, values }) =>
            html`<preset-chip
              label=${words.names[preset]}
              .values=${values}
              .size=${size}
              ?pressed=${kernel.preset === preset}
              @click=${() => {
                this.lab.setKernel(preset);
              }}
              @pointerenter=${({ pointerType }: PointerEvent) => {
                if (pointerType === 'mouse') this.hovered = preset;
              }}
            ></preset-chip>`,
        )}
      </div>
      ${hasNoMiddle ? html`<p class="says">${words.even}</p>` : nothing}
      <ui-segments
        label=${words.operation}
        .segments=${[
          { value: 'correlation', label: words.correlation },
          { value: 'convolution', label: words.convolution },
        ]}
        .value=${flip ? 'convolution' : 'correlation'}
        @choose=${this.#operationChosen}
      ></ui-segments>
      <p class="says">${flip ? words.saysConvolution : words.saysCorrelation}</p>`;
  }

  #nameOf({ preset, source }: LabKernel): string {
    const words = this.words.settings.kernel;
    const shown = this.hovered ?? preset;
    if (shown) return words.names[shown];
    return source ? this.say(words.filterOf, source) : words.own;
  }

  /** Square ones; a filter of a network may have another size. */
  #sizes(kernel: LabKernel): SelectOption[] {
    const { sizeOf } = this.words.settings.kernel;
    const options = SIZES.map((n) => ({ value: String(n), label: this.say(sizeOf, { n }) }));
    const own = sizeText(kernel);
    const isListed = options.some(({ value }) => value === own);
    return isListed ? options : [...options, { value: own, label: own }];
  }

  /** A preset in a size it has; else the same weights with zeros around, or cut off. */
  #sizeChosen({ value }: ChooseEvent): void {
    const size = SIZES.find((n) => String(n) === value);
    if (size === undefined) return;
    const { kernel } = this.lab.settings.peek();
    if (kernel.preset && presetSizes(kernel.preset).includes(size)) {
      this.lab.setKernel(kernel.preset, size);
      return;
    }
    const values = resizeKernel(kernel.values, kernel.size, size);
    this.lab.change({ kernel: { size: [size, size], values, preset: null, source: null } });
  }

  #operationChosen({ value }: ChooseEvent): void {
    this.lab.change({ flip: value === 'convolution' });
  }
}

function sizeText({ size: [rows, columns] }: LabKernel): string {
  return rows === columns ? String(rows) : `${String(rows)} × ${String(columns)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-setting-kernel': LabSettingKernel;
  }
}
