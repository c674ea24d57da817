/** A kernel found by gradient descent from a picture and its result: the goal, the buttons, the error, the numbers so far. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatMeasured } from '../../../i18n/index.ts';
import { KERNEL_PRESETS } from '../../../math/lab/index.ts';
import type { LabLearning } from '../../../session/index.ts';
import { goalOf } from '../../../session/lab/index.ts';
import { base, controls } from '../../styles/controls.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import '../../ui/ui-select.ts';
import { LabElement } from '../lab-element.ts';
import { isFound, largestOf, sliceSize } from './learned-kernel.ts';
import './loss-curve.ts';
import { powerText } from './power-text.ts';
import { task } from './task.styles.ts';
import './weight-table.ts';

@customElement('lab-learn')
export class LabLearnPanel extends LabElement {
  static override styles = [
    base,
    controls,
    task,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 12px 24px;
      }
      .left {
        flex: 1 1 280px;
        min-width: 0;
        display: grid;
        gap: 8px;
        align-content: start;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
      }
      ui-select {
        margin-inline-start: -4px;
      }
      .curve p {
        margin-bottom: 4px;
      }
      .kernels {
        display: flex;
        flex-wrap: wrap;
        gap: 12px 24px;
        align-items: start;
      }
      .kernels.slices {
        flex-direction: column;
        gap: 4px;
      }
    `,
  ];

  protected override view(): unknown {
    const words = this.words.backward.learn;
    const { goal } = this.lab.settings.value;
    const { names } = this.words.settings.kernel;
    const learning = this.lab.learning.value;
    return html`<div class="left">
        <div class="controls">
          <ui-select
            label=${words.goal}
            .options=${KERNEL_PRESETS.map((value) => ({ value, label: names[value] }))}
            .value=${goal}
            @choose=${this.#goalChosen}
          ></ui-select>
          <div class="buttons">${this.#buttons(learning)}</div>
        </div>
        <p>${words.says}</p>
        <p class="verdict number" role=${learning?.state === 'running' ? nothing : 'status'}>
          ${learning ? this.#state(learning) : ''}
        </p>
      </div>
      ${this.#curve(learning?.losses ?? [])} ${this.#kernels(learning)}`;
  }

  #buttons(learning: LabLearning | null): TemplateResult {
    const words = this.words.backward.learn;
    const state = learning?.state ?? 'ready';
    const isRunning = state === 'running';
    const isBegun = (learning?.step ?? 0) > 0;
    const start = isBegun ? words.resume : words.start;
    // One button for both, so that it keeps the focus.
    return html`<button
        type="button"
        class=${isRunning || state === 'done' ? 'outlined' : 'primary'}
        ?disabled=${state === 'done'}
        @click=${() => (isRunning ? this.lab.pauseLearning() : this.lab.learn())}
      >
        ${isRunning ? words.pause : start}
      </button>
      <button
        type="button"
        class="outlined"
        ?disabled=${isRunning || state === 'done'}
        @click=${this.#step}
      >
        ${words.step}
      </button>
      <button
        type="button"
        class="outlined"
        ?disabled=${!isBegun}
        @click=${() => this.lab.forgetLearned()}
      >
        ${words.again}
      </button>`;
  }

  #state(learning: LabLearning): string {
    const words = this.words.backward.learn;
    const { state, step, distance } = learning;
    const values = { step, steps: step, distance: this.#small(distance) };
    if (state !== 'done') return step === 0 ? '' : this.say(words.now, values);
    return this.say(isFound(learning) ? words.done : words.far, values);
  }

  #curve(losses: readonly number[]): TemplateResult {
    const words = this.words.backward.learn;
    const last = losses.at(-1);
    const values = { step: losses.length - 1, loss: powerText(last ?? 0) };
    return html`<div class="curve">
      <p class="number">${words.loss} ${last === undefined ? '' : powerText(last)}</p>
      <loss-curve
        label=${last === undefined ? words.loss : this.say(words.lossAt, values)}
        steps-label=${words.steps}
        .losses=${losses}
      ></loss-curve>
    </div>`;
  }

  /** Before it begins there is only the goal. */
  #kernels(learning: LabLearning | null): TemplateResult {
    const words = this.words.backward.learn;
    const goal = learning?.goal ?? Float32Array.from(goalOf(this.lab.settings.value));
    const size = sliceSize(goal);
    const largest = largestOf(goal);
    const isOne = goal.length === size[0] * size[1];
    return html`<div class=${isOne ? 'kernels' : 'kernels slices'}>
      ${
        learning
          ? html`<weight-table
              label=${words.found}
              .size=${size}
              .values=${learning.kernel}
              .largest=${largest}
            ></weight-table>`
          : nothing
      }
      <weight-table
        label=${words.wanted}
        .size=${size}
        .values=${goal}
        .largest=${largest}
      ></weight-table>
    </div>`;
  }

  #small(value: number): string {
    return value !== 0 && value < 1e-3 ? powerText(value) : formatMeasured(value, this.language);
  }

  readonly #step = (): void => {
    // What goes wrong is told by the lab's problem.
    this.lab.learnStep().catch(() => null);
  };

  readonly #goalChosen = ({ value }: ChooseEvent): void => {
    const goal = KERNEL_PRESETS.find((known) => known === value);
    if (goal) this.lab.change({ goal });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-learn': LabLearnPanel;
  }
}
