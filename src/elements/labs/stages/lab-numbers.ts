/** The cells around the window or around its output, magnified, as numbers. */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LabPlane } from '../../../session/index.ts';
import { MediaQueryController } from '../../controllers/media-query.ts';
import { base } from '../../styles/controls.ts';
import { LabElement } from '../lab-element.ts';
import {
  LABEL_HEIGHT,
  LABEL_WIDTH,
  cellAtPoint,
  drawNumbers,
  placeNumbers,
} from './draw-numbers.ts';
import type { NumbersLook, NumbersPlace, NumbersSpec } from './draw-numbers.ts';
import { numbersSpec } from './numbers-spec.ts';
import { chosenChannel } from './stage-choice.ts';
import { marksOf } from './stage-marks.ts';
import type { StageSide } from './stage-planes.ts';

/** Cells with a readable number are at least so large. */
const READABLE_WIDTH = 29;
const READABLE_HEIGHT = 23;
/** On pictures the same in both themes: bright, with a dark line around it. */
const WINDOW_COLOR = '#4cc2ee';
const WINDOW_HALO = 'rgb(0 0 0 / 60%)';
const WIN_COLOR = '#f39a4e';
const LEAST = 3;
const MOST = 9;

@customElement('lab-numbers')
export class LabNumbersElement extends LabElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        position: relative;
        min-width: 0;
        min-height: 0;
        overflow: hidden;
      }
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        cursor: crosshair;
      }
    `,
  ];

  @property() side: StageSide = 'input';
  @property() plane: LabPlane = 'input';
  readonly #isDark = new MediaQueryController(this, '(prefers-color-scheme: dark)');
  #known: { readonly key: string; readonly look: NumbersLook } | null = null;
  #spec: NumbersSpec | null = null;
  #place: NumbersPlace | null = null;
  #width = 0;
  #height = 0;
  readonly #resized = new ResizeObserver(([entry]) => {
    this.#width = entry?.contentRect.width ?? 0;
    this.#height = entry?.contentRect.height ?? 0;
    this.requestUpdate();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override view(): unknown {
    this.#spec = this.#specNow();
    const label = this.words.stages.numbersOf[this.side];
    return html`<canvas
      role="img"
      aria-label=${label}
      @pointermove=${this.#hovered}
      @pointerleave=${this.#left}
      @click=${this.#clicked}
    ></canvas>`;
  }

  #specNow(): NumbersSpec | null {
    const numbers = this.lab.numbers.value;
    const focus = this.lab.focus.value;
    const { shown } = this.lab.playback.value;
    const channel = chosenChannel.value;
    if (!numbers || this.#width === 0) return null;
    const marks = marksOf(numbers.scene, focus);
    return numbersSpec({
      numbers,
      side: this.side,
      plane: this.plane,
      channel,
      columns: fitting(this.#width - LABEL_WIDTH, READABLE_WIDTH),
      rows: fitting(this.#height - LABEL_HEIGHT, READABLE_HEIGHT),
      shown,
      linked: this.side === 'input' ? marks.input : marks.output,
      colorOf: (plane, values) => this.lab.colorOf(plane, values),
      look: this.#look(this.preferences.theme.value),
    });
  }

  /** The colours of the page, read once for each theme. */
  #look(theme: string): NumbersLook {
    const key = `${theme} ${String(this.#isDark.matches)}`;
    if (this.#known?.key !== key) this.#known = { key, look: this.#readLook() };
    return this.#known.look;
  }

  #readLook(): NumbersLook {
    const style = getComputedStyle(this);
    const read = (name: string): string => style.getPropertyValue(name).trim();
    return {
      ground: read('--ground'),
      line: read('--line-strong'),
      faint: read('--ink-soft'),
      accent: WINDOW_COLOR,
      halo: WINDOW_HALO,
      pin: WIN_COLOR,
      font: style.fontFamily,
    };
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const ratio = devicePixelRatio;
    const [width, height] = [Math.round(this.#width * ratio), Math.round(this.#height * ratio)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.#width, this.#height);
    if (!this.#spec) return;
    this.#place = placeNumbers(this.#spec, this.#width, this.#height);
    drawNumbers(context, this.#spec, this.#place);
  }

  #cellAt({ offsetX, offsetY }: MouseEvent): { row: number; column: number } | null {
    if (!this.#spec || !this.#place) return null;
    return cellAtPoint(this.#spec, this.#place, offsetX, offsetY);
  }

  readonly #hovered = (event: PointerEvent): void => {
    if (this.side !== 'input') return;
    const scene = this.lab.scene.peek();
    const cell = this.#cellAt(event);
    const isInside =
      cell !== null &&
      scene !== null &&
      cell.row >= 0 &&
      cell.column >= 0 &&
      cell.row < scene.input[1] &&
      cell.column < scene.input[2];
    const before = this.lab.focus.peek();
    if (!isInside) {
      if (before) this.lab.setFocus(null);
    } else if (before?.cell.row !== cell.row || before.cell.column !== cell.column) {
      this.lab.setFocus({ stage: 'input', cell });
    }
  };

  readonly #left = (): void => {
    if (this.side === 'input' && this.lab.focus.peek()) this.lab.setFocus(null);
  };

  /** A press, not a hover: the cells move along with the window. */
  readonly #clicked = (event: MouseEvent): void => {
    const cell = this.side === 'output' ? this.#cellAt(event) : null;
    if (cell) this.lab.moveTo(cell);
  };
}

/** An odd number of cells that fit with readable numbers. */
function fitting(room: number, cell: number): number {
  const count = Math.max(LEAST, Math.min(MOST, Math.floor(room / cell)));
  return count % 2 === 0 ? count - 1 : count;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-numbers': LabNumbersElement;
  }
}
