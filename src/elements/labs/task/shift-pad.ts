/** A pad of cells with a dot: dragging it drags the picture, cell by cell. Knows no lab. */
import { LitElement, css, html, svg } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Pair } from '../../../math/index.ts';
import { base } from '../../styles/controls.ts';
import { FARTHEST, shiftAt, shiftByKey } from './shift-places.ts';

const CELLS = 2 * FARTHEST + 1;

/** Fired by `<shift-pad>` when a person dragged to `shift`: rows, columns. */
export class ShiftEvent extends Event {
  readonly shift: Pair;

  constructor(shift: Pair) {
    super('shift');
    this.shift = shift;
  }
}

/** @fires shift */
@customElement('shift-pad')
export class ShiftPad extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        width: 124px;
      }
      .pad {
        touch-action: none;
        cursor: grab;
      }
      .pad:active {
        cursor: grabbing;
      }
      svg {
        display: block;
        width: 100%;
        background: var(--raised);
        border-radius: var(--radius);
      }
      .cell {
        stroke: var(--line);
        stroke-width: 0.04;
      }
      .window {
        stroke: var(--line-strong);
        stroke-width: 0.08;
      }
      .way {
        stroke: var(--accent);
        stroke-width: 0.25;
        stroke-linecap: round;
      }
      .home {
        fill: none;
        stroke: var(--ink-faint);
        stroke-width: 0.15;
      }
      .dot {
        fill: var(--accent);
      }
    `,
  ];

  /** What is dragged, in words. */
  @property() label = '';
  /** Where it is now, in words. */
  @property() text = '';
  @property({ attribute: false }) shift: Pair = [0, 0];
  /** Cells from one window to the next: every such line is drawn stronger. */
  @property({ type: Number }) stride = 1;

  protected override render(): TemplateResult {
    const [rows, columns] = this.shift;
    return html`<div
      class="pad"
      role="slider"
      tabindex="0"
      aria-label=${this.label}
      aria-valuemin=${-FARTHEST}
      aria-valuemax=${FARTHEST}
      aria-valuenow=${columns}
      aria-valuetext=${this.text}
      @keydown=${this.#keyed}
      @pointerdown=${this.#grabbed}
      @pointermove=${this.#dragged}
    >
      <svg viewBox="${-CELLS / 2} ${-CELLS / 2} ${CELLS} ${CELLS}" aria-hidden="true">
        ${this.#lines('cell', 1)} ${this.#lines('window', this.stride)}
        <rect class="home" x="-0.5" y="-0.5" width="1" height="1" />
        <line class="way" x1="0" y1="0" x2=${columns} y2=${rows} />
        <circle class="dot" cx=${columns} cy=${rows} r="0.85" />
      </svg>
    </div>`;
  }

  /** Lines between cells, every so many from the upper left corner of the cell in the middle. */
  #lines(name: string, every: number): SVGTemplateResult[] {
    const half = CELLS / 2;
    const lines: SVGTemplateResult[] = [];
    const first = -Math.floor((half - 0.5) / every) * every - 0.5;
    for (let at = first; at < half; at += every) {
      lines.push(svg`<path class=${name} d="M${at} ${-half}v${CELLS}M${-half} ${at}h${CELLS}" />`);
    }
    return lines;
  }

  #keyed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const shift = shiftByKey(this.shift, event.key);
    if (!shift) return;
    event.preventDefault();
    event.stopPropagation();
    this.#moveTo(shift);
  }

  #grabbed(event: PointerEvent): void {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.#follow(event, event.currentTarget);
  }

  #dragged(event: PointerEvent): void {
    const pad = event.currentTarget;
    if (pad instanceof HTMLElement && pad.hasPointerCapture(event.pointerId)) {
      this.#follow(event, pad);
    }
  }

  #follow({ clientX, clientY }: PointerEvent, pad: HTMLElement): void {
    const { left, top, width, height } = pad.getBoundingClientRect();
    this.#moveTo(shiftAt((clientY - top) / height, (clientX - left) / width));
  }

  #moveTo(shift: Pair): void {
    const isSame = shift[0] === this.shift[0] && shift[1] === this.shift[1];
    if (!isSame) this.dispatchEvent(new ShiftEvent(shift));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'shift-pad': ShiftPad;
  }
}
