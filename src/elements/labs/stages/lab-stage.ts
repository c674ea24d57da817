/** One picture of a lab, whole: the canvas with what is marked on it, for pointer, touch and keyboard. */
import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { windowSpan } from '../../../math/lab/index.ts';
import type { Pair } from '../../../math/index.ts';
import type { LabCell, LabWindow } from '../../../math/lab/index.ts';
import type { LabPlane, LabScene } from '../../../session/index.ts';
import { base } from '../../styles/controls.ts';
import { LabElement } from '../lab-element.ts';
import { brush } from '../task/brush.ts';
import { kept } from '../task/shift-places.ts';
import { cellsBetween } from './cells-between.ts';
import { stageExtent } from './stage-extent.ts';
import { stepOfKey } from './stage-keys.ts';
import {
  cellPart,
  copiedFor,
  isAmong,
  marksOf,
  partsPath,
  tapsIn,
  veilPath,
} from './stage-marks.ts';
import type { StageSide } from './stage-planes.ts';
import { stageStyles } from './stage.styles.ts';
import './lab-canvas.ts';

const PERCENT = 100;
const NO_CELL: LabCell = { row: 0, column: 0 };

@customElement('lab-stage')
export class LabStage extends LabElement {
  static override styles = [base, stageStyles];

  @property() side: StageSide = 'input';
  @property() plane: LabPlane = 'input';
  @property() over: LabPlane | null = null;
  @property() label = '';
  /** Whether the window is marked. */
  @property({ type: Boolean }) plain = false;
  #pressed = false;
  /** Where a picture that is dragged was taken hold of, and how far it had been shifted. */
  #grip: { readonly cell: LabCell; readonly shift: Pair } = { cell: NO_CELL, shift: [0, 0] };
  #drawnTo: LabCell | null = null;

  protected override view(): unknown {
    const scene = this.lab.scene.value;
    if (!scene) return nothing;
    const extent = stageExtent(scene, this.side);
    const [, height, width] = this.side === 'input' ? scene.input : scene.output;
    const share = (cells: number, of: number): string => `${String((PERCENT * cells) / of)}%`;
    const place = styleMap({
      left: share(-extent.column, extent.columns),
      top: share(-extent.row, extent.rows),
      width: share(width, extent.columns),
      height: share(height, extent.rows),
      '--cell': `${share(1, width)} ${share(1, height)}`,
    });
    const board = styleMap({
      '--aspect': String(extent.columns / extent.rows),
      '--size': String(extent.share),
    });
    const words = this.words.stages;
    const name = this.#isPainted() ? words.picture.paint : words.picture[this.side];
    return html`<div class="room">
      <div
        class=${`board ${this.side}`}
        style=${board}
        tabindex="0"
        role="application"
        aria-label=${this.label ? `${this.label}. ${name}` : name}
        @pointerdown=${this.#pointed}
        @pointermove=${this.#pointed}
        @pointerup=${this.#released}
        @pointercancel=${this.#released}
        @pointerleave=${this.#left}
        @keydown=${this.#keyPressed}
      >
        <lab-canvas .plane=${this.plane} style=${place}></lab-canvas>
        ${this.over ? html`<lab-canvas class="over" .plane=${this.over} style=${place}></lab-canvas>` : nothing}
        <svg
          viewBox=${`${String(extent.column)} ${String(extent.row)} ${String(extent.columns)} ${String(extent.rows)}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          ${this.#marks(scene)}
        </svg>
      </div>
    </div>`;
  }

  #marks(scene: LabScene): TemplateResult[] | TemplateResult {
    const cursor = this.lab.cursor.value;
    const focus = this.lab.focus.value;
    const marks = marksOf(scene, focus);
    if (this.side === 'input') {
      const span = windowSpan(scene.geometry, cursor);
      const isSpread = scene.geometry.dilation.some((step) => step > 1);
      const taps = isSpread ? tapsIn(scene, span).map(cellPart) : [];
      const copied = this.plain ? [] : copiedFor(scene, cursor).map(cellPart);
      return svg`${taps.length > 0 ? svg`<path class="taps" d=${partsPath(taps)}></path>` : nothing}${
        copied.length > 0 ? svg`<path class="copied" d=${partsPath(copied)}></path>` : nothing
      }${linked(marks.input)}${this.plain ? nothing : frame(span)}`;
    }
    const { shown } = this.lab.playback.value;
    const isVeiled = shown !== null && (this.plane === 'output' || this.plane === 'parts');
    const veil = isVeiled ? veilPath(shown, scene.output[1], scene.output[2]) : '';
    return svg`${veil ? svg`<path class="veil" d=${veil}></path>` : nothing}${linked(marks.output)}${this.plain ? nothing : frame(cellPart(cursor))}`;
  }

  #isPainted(): boolean {
    const { task, upstream } = this.lab.settings.value;
    return this.side === 'output' && task === 'backward' && upstream.kind === 'drawn';
  }

  readonly #pointed = (event: PointerEvent): void => {
    const scene = this.lab.scene.peek();
    const board = event.currentTarget;
    if (!scene || !(board instanceof HTMLElement)) return;
    if (event.type === 'pointerdown') {
      if (event.button !== 0) return;
      this.#pressed = true;
      this.#takeOver();
      this.#drawnTo = null;
      if (event.isTrusted) board.setPointerCapture(event.pointerId);
    }
    const cell = this.#cellAt(event, board, scene);
    if (event.type === 'pointerdown') this.#grip = { cell, shift: scene.settings.shift };
    if (this.side === 'output') this.#onOutput(cell, scene);
    else this.#onInput(cell, scene);
  };

  #onOutput(cell: LabCell, { output: [, height, width] }: LabScene): void {
    const whole = { row: 0, column: 0, rows: height, columns: width };
    const isPlayed = this.lab.playback.peek().state !== 'off';
    if (!isAmong([whole], cell) && !this.#pressed) return;
    if (this.#pressed || !isPlayed) this.lab.moveTo(cell);
    if (!this.#pressed || !this.#isPainted()) return;
    const cells = cellsBetween(this.#drawnTo ?? cell, cell).filter((one) => isAmong([whole], one));
    this.#drawnTo = cell;
    if (cells.length > 0) this.lab.drawUpstream(cells, brush.peek());
  }

  #onInput(cell: LabCell, scene: LabScene): void {
    if (this.#pressed && scene.settings.task === 'shift') {
      this.#drag(cell);
      return;
    }
    if (this.#pressed) {
      this.lab.moveTo(centredOn(cell, scene));
      return;
    }
    const [, rows, columns] = scene.input;
    const isInside = isAmong([{ row: 0, column: 0, rows, columns }], cell);
    const before = this.lab.focus.peek();
    if (!isInside) {
      if (before) this.lab.setFocus(null);
      return;
    }
    const isSame =
      before?.stage === 'input' &&
      before.cell.row === cell.row &&
      before.cell.column === cell.column;
    if (!isSame) this.lab.setFocus({ stage: 'input', cell });
  }

  /** Where the picture is shifted, it goes where it is dragged. */
  #drag({ row, column }: LabCell): void {
    const { cell, shift } = this.#grip;
    const next = kept([shift[0] + row - cell.row, shift[1] + column - cell.column]);
    const before = this.lab.settings.peek().shift;
    if (next[0] !== before[0] || next[1] !== before[1]) this.lab.change({ shift: next });
  }

  #cellAt({ clientX, clientY }: PointerEvent, board: HTMLElement, scene: LabScene): LabCell {
    const box = board.getBoundingClientRect();
    const extent = stageExtent(scene, this.side);
    return {
      row: extent.row + Math.floor(((clientY - box.top) / box.height) * extent.rows),
      column: extent.column + Math.floor(((clientX - box.left) / box.width) * extent.columns),
    };
  }

  readonly #released = (): void => {
    this.#pressed = false;
    this.#drawnTo = null;
  };

  readonly #left = (): void => {
    if (this.side === 'input' && this.lab.focus.peek()) this.lab.setFocus(null);
  };

  readonly #keyPressed = (event: KeyboardEvent): void => {
    const scene = this.lab.scene.peek();
    if (!scene || event.ctrlKey || event.metaKey || event.altKey) return;
    const cursor = this.lab.cursor.peek();
    if (event.key === 'Enter' && this.#isPainted()) {
      this.lab.drawUpstream([cursor], brush.peek());
      event.preventDefault();
      return;
    }
    const next = stepOfKey(event.key, cursor, scene.output);
    if (!next) return;
    event.preventDefault();
    this.#takeOver();
    this.lab.moveTo(next);
  };

  /** Who takes the window into their own hands need not run after it. */
  #takeOver(): void {
    if (this.lab.playback.peek().state === 'playing') this.lab.stop();
  }
}

/** The output cell whose window has its middle on a cell of the input. */
function centredOn({ row, column }: LabCell, { geometry }: LabScene): LabCell {
  const { rows, columns } = windowSpan(geometry, { row: 0, column: 0 });
  const along = (cell: number, axis: 0 | 1, extent: number): number =>
    Math.round((cell - (extent - 1) / 2 + geometry.before[axis]) / geometry.stride[axis]);
  return { row: along(row, 0, rows), column: along(column, 1, columns) };
}

function linked(parts: readonly LabWindow[]): unknown {
  if (parts.length === 0) return nothing;
  const d = partsPath(parts);
  return svg`<path class="linked-halo" d=${d}></path><path class="linked" d=${d}></path>`;
}

/** A line that is seen on every colour. */
function frame(part: LabWindow): TemplateResult {
  const d = partsPath([part]);
  return svg`<path class="halo" d=${d}></path><path class="frame" d=${d}></path>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-stage': LabStage;
  }
}
