/** The input or the output of a lab: its pictures, what stands at the window in words, and the numbers around it. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatValue } from '../../../i18n/index.ts';
import { windowSpan } from '../../../math/lab/index.ts';
import type { LabCell } from '../../../math/lab/index.ts';
import type { LabNumbers, LabPlane, LabScene } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import { LabElement } from '../lab-element.ts';
import { sideStyles } from './side.styles.ts';
import { shortNumber } from './number-text.ts';
import { valueIn } from './numbers-spec.ts';
import { isGradientChosen } from './stage-choice.ts';
import { marksOf } from './stage-marks.ts';
import { magnifiedPlane, picturesOf } from './stage-planes.ts';
import type { StagePicture, StageSide } from './stage-planes.ts';
import './lab-numbers.ts';
import './lab-slices.ts';
import './lab-stage.ts';

const RGB = 3;
const GRADIENTS: readonly LabPlane[] = ['inputGradient', 'upstream'];

@customElement('lab-side')
export class LabSide extends LabElement {
  static override styles = [base, controls, sideStyles];

  @property() side: StageSide = 'input';

  protected override view(): unknown {
    const scene = this.lab.scene.value;
    if (!scene) return nothing;
    const [channels, rows, columns] = this.side === 'input' ? scene.input : scene.output;
    const words = this.words.stages;
    const shape = channels === 1 ? words.shape : words.deepShape;
    const plane = magnifiedPlane(scene, this.side, isGradientChosen.value);
    const pictures = picturesOf(scene, this.side);
    return html`<header>
        <h2>${words.sides[this.side]}</h2>
        <span class="shape number">${this.say(shape, { rows, columns, channels })}</span>
      </header>
      <div class=${`pictures ${pictures.length > 1 ? 'two' : ''}`}>
        <div class="row">${pictures.map((picture) => this.#picture(picture, plane))}</div>
        ${this.#hasSlices(scene) ? html`<lab-slices side=${this.side}></lab-slices>` : nothing}
      </div>
      <p class="said number" aria-live=${this.#isCalm() ? 'polite' : 'off'}>
        ${this.#said(scene, plane)}
      </p>
      <lab-numbers side=${this.side} .plane=${plane}></lab-numbers>`;
  }

  /** Whether what changes may be read aloud: one side speaks, and not while the window runs. */
  #isCalm(): boolean {
    return this.side === 'output' && this.lab.playback.value.state !== 'playing';
  }

  #picture({ plane, over, name }: StagePicture, magnified: LabPlane): TemplateResult {
    const words = this.words.stages;
    const label = name ? words.planes[name] : '';
    return html`<div class="one">
      ${name ? this.#caption(plane, label, plane === magnified) : nothing}
      <lab-stage side=${this.side} .plane=${plane} .over=${over} label=${label}></lab-stage>
    </div>`;
  }

  /** Of a value and its gradient either can be magnified. */
  #caption(plane: LabPlane, label: string, isMagnified: boolean): TemplateResult {
    const canChoose = this.lab.scene.value?.planes.includes('upstream') === true;
    if (!canChoose) return html`<span class="caption">${label}</span>`;
    return html`<button
      type="button"
      class="caption"
      aria-pressed=${isMagnified}
      title=${`${this.words.stages.magnify}: ${label}`}
      @click=${() => {
        isGradientChosen.value = GRADIENTS.includes(plane);
      }}
    >
      ${label}
    </button>`;
  }

  #hasSlices({ input, output, planes }: LabScene): boolean {
    if (this.side === 'input') return input[0] === RGB;
    return output[0] === RGB || planes.includes('parts');
  }

  #said(scene: LabScene, plane: LabPlane): string {
    const words = this.words.stages;
    const numbers = this.lab.numbers.value;
    const focus = this.lab.focus.value;
    if (this.side === 'output') {
      const cell = this.lab.cursor.value;
      return this.say(words.cellIs, { ...cell, value: this.#value(numbers, plane, cell) });
    }
    if (focus?.stage === 'input') {
      const n = marksOf(scene, focus).count;
      const value = this.#value(numbers, plane, focus.cell);
      return this.say(value ? words.usedByValue : words.usedBy, { ...focus.cell, value, n });
    }
    if (focus?.stage === 'kernel') {
      return this.say(words.kernel.readBy, { n: marksOf(scene, focus).count });
    }
    const { row, column, rows, columns } = windowSpan(scene.geometry, this.lab.cursor.value);
    const [bottom, right] = [row + rows - 1, column + columns - 1];
    return this.say(words.window, {
      top: shortNumber(row),
      bottom: shortNumber(bottom),
      left: shortNumber(column),
      right: shortNumber(right),
    });
  }

  /** Empty where the cell is not among the numbers that are known. */
  #value(numbers: LabNumbers | null, plane: LabPlane, cell: LabCell): string {
    const patch = numbers?.patches[plane];
    if (!patch) return '';
    const values = Array.from({ length: patch.channels }, (_, channel) =>
      valueIn(patch, channel, cell),
    );
    if (values.some(Number.isNaN)) return '';
    const [r = '', g, b] = values.map((value) =>
      formatValue(value, this.language).replace('-', '\u2212'),
    );
    return g === undefined || b === undefined ? r : this.say(this.words.stages.rgb, { r, g, b });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-side': LabSide;
  }
}
