/** The kernel in the middle of the stages: weights that can be changed, and below them what they make of the patch. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { LabCell } from '../../../math/lab/index.ts';
import type { LabScene, LabSettings } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import { LabElement } from '../lab-element.ts';
import { largestOf, signedCell } from './cell-color.ts';
import { shortNumber } from './number-text.ts';
import { CHANNEL_NAMES, chosenChannel } from './stage-choice.ts';
import type { ChannelIndex } from './stage-choice.ts';
import { marksOf } from './stage-marks.ts';
import { middleStyles } from './middle.styles.ts';
import type { WeightEvent, WeightPointEvent } from './weight-grid.ts';
import '../../ui/ui-segments.ts';
import './lab-products.ts';
import './weight-grid.ts';

/** Three slices stand side by side up to this size. */
const SIDE_BY_SIDE = 3;
/** Width of a cell at most. */
const WIDEST = 52;
const DIGITS = 4;
const FEW_DIGITS = 3;
const CHANNELS: readonly ChannelIndex[] = [0, 1, 2];

@customElement('lab-kernel')
export class LabKernelElement extends LabElement {
  static override styles = [
    base,
    controls,
    middleStyles,
    css`
      .slices {
        display: flex;
        justify-content: center;
        gap: 8px;
      }
      .slice {
        flex: 0 1 var(--wide);
        min-width: 0;
        container-type: inline-size;
      }
      .slice > span {
        display: block;
        color: var(--ink-soft);
        font-size: var(--text-tiny);
        text-align: center;
      }
      .slice > .chosen {
        color: var(--ink);
        font-weight: 600;
      }
      .slice .values > span {
        font-size: clamp(7px, calc(100cqw / var(--columns) * 0.26), 13px);
      }
      ui-segments {
        justify-content: center;
      }
    `,
  ];

  /** Whether it fits beside its products on a narrow page. */
  protected override updated(): void {
    const { kernel, channels } = this.lab.settings.peek();
    this.toggleAttribute('small', channels !== 'sum' && kernel.size[1] <= SIDE_BY_SIDE);
  }

  protected override view(): unknown {
    const scene = this.lab.scene.value;
    const settings = this.lab.settings.value;
    if (!scene || settings.lab !== 'convolution') return nothing;
    const words = this.words.stages;
    const [rows, columns] = settings.kernel.size;
    const isBackward = settings.task === 'backward';
    return html`<header>
        <h2>${words.sides.kernel}</h2>
        <span class="shape number">${this.say(words.shape, { rows, columns })}</span>
      </header>
      <div class="middle">${this.#slices(settings, scene)}</div>
      <p class="said">${settings.flip ? words.kernel.flipped : words.kernel.asWritten}</p>
      ${isBackward ? this.#gradient(settings) : html`<lab-products></lab-products>`}`;
  }

  #slices(settings: LabSettings, scene: LabScene): TemplateResult {
    const words = this.words.stages;
    if (settings.channels !== 'sum')
      return html`<div class="slices">${this.#grid(settings, scene, 0)}</div>`;
    if (settings.kernel.size[1] <= SIDE_BY_SIDE) {
      return html`<div class="slices">
        ${CHANNELS.map((channel) => this.#grid(settings, scene, channel))}
      </div>`;
    }
    const segments = CHANNELS.map((channel) => {
      const name = CHANNEL_NAMES[channel];
      return { value: String(channel), label: words.channels[name], text: words.letters[name] };
    });
    return html`<ui-segments
        label=${words.channel}
        .segments=${segments}
        .value=${String(chosenChannel.value)}
        @choose=${({ value }: ChooseEvent) => {
          chosenChannel.value = CHANNELS.find((one) => String(one) === value) ?? 0;
        }}
      ></ui-segments>
      <div class="slices">${this.#grid(settings, scene, chosenChannel.value)}</div>`;
  }

  #grid({ kernel, channels }: LabSettings, scene: LabScene, slice: ChannelIndex): TemplateResult {
    const words = this.words.stages.kernel;
    const [rows, columns] = kernel.size;
    const first = slice * rows * columns;
    const name = this.words.stages.channels[CHANNEL_NAMES[slice]];
    const isSum = channels === 'sum';
    const isEven = rows % 2 === 0;
    const isChosen = slice === chosenChannel.value;
    return html`<div class="slice" style=${styleMap({ '--wide': `${String(columns * WIDEST)}px` })}>
      ${isSum ? html`<span class=${isChosen ? 'chosen' : ''} aria-hidden="true">${name}</span>` : nothing}
      <weight-grid
        ?tight=${isSum}
        .rows=${rows}
        .columns=${columns}
        .values=${kernel.values.slice(first, first + rows * columns)}
        .largest=${largestOf(kernel.values)}
        .anchor=${{ row: Math.floor((rows - 1) / 2), column: Math.floor((columns - 1) / 2) }}
        .anchorSays=${isEven ? words.anchorEven : words.anchor}
        .help=${words.help}
        .linked=${marksOf(scene, this.lab.focus.value).kernel}
        .nameOf=${({ row, column }: LabCell) =>
          isSum
            ? this.say(words.weightOf, { channel: name, row, column })
            : this.say(words.weight, { row, column })}
        @weight=${({ cell, value }: WeightEvent) => {
          this.lab.setWeight(first + cell.row * columns + cell.column, value);
        }}
        @weight-point=${this.#pointed}
      ></weight-grid>
    </div>`;
  }

  readonly #pointed = ({ cell }: WeightPointEvent): void => {
    const before = this.lab.focus.peek();
    if (cell) this.lab.setFocus({ stage: 'kernel', cell });
    else if (before?.stage === 'kernel') this.lab.setFocus(null);
  };

  /** Gradients of the weights, as they are written. */
  #gradient({ kernel, channels }: LabSettings): TemplateResult | typeof nothing {
    const words = this.words.stages;
    const gradient = this.lab.facts.value?.kernelGradient;
    const [rows, columns] = kernel.size;
    const count = rows * columns;
    if (gradient?.length !== kernel.values.length) return nothing;
    const isSum = channels === 'sum';
    const shown = isSum && columns > SIDE_BY_SIDE ? [chosenChannel.value] : CHANNELS;
    const slices = isSum ? shown : [0 as const];
    const largest = largestOf(gradient);
    const digits = isSum || columns > SIDE_BY_SIDE ? FEW_DIGITS : DIGITS;
    return html`<div class="below">
      <h3>${words.kernel.gradient}</h3>
      <div class="slices">
        ${slices.map(
          (slice) =>
            html`<div
              class="slice"
              style=${styleMap({ '--wide': `${String(columns * WIDEST)}px` })}
            >
              <div
                class="values number"
                role="group"
                aria-label=${words.kernel.gradient}
                style=${styleMap({ '--columns': String(columns) })}
              >
                ${Array.from(
                  gradient.slice(slice * count, (slice + 1) * count),
                  (value) =>
                    html`<span style=${styleMap(signedCell(value, largest))} title=${String(value)}
                      >${shortNumber(value, digits)}</span
                    >`,
                )}
              </div>
            </div>`,
        )}
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-kernel': LabKernelElement;
  }
}
