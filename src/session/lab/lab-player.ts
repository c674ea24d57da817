/** Moves the window of a lab over the output in time: play, pause, step. Knows nothing of what is computed. */
import { signal } from '../../base/index.ts';
import type { ReadonlySignal } from '../../base/index.ts';
import type { LabPlayback } from './lab-types.ts';

const MS_PER_SECOND = 1000;
/** After a pause of the page the window does not leap. */
const LONGEST_FRAME_MS = 250;
/** Cells per second at first. */
export const USUAL_SPEED = 16;

/** Calls `move` with the number of the output cell. */
export class LabPlayer {
  readonly #playback = signal<LabPlayback>({ state: 'off', shown: null, speed: USUAL_SPEED });
  readonly playback: ReadonlySignal<LabPlayback> = this.#playback;
  readonly #cells: () => number;
  readonly #move: (cell: number) => void;
  #frame = 0;
  #last = 0;
  /** Where the window is, with the part of the way to the next cell. */
  #place = 0;

  constructor(cells: () => number, move: (cell: number) => void) {
    this.#cells = cells;
    this.#move = move;
  }

  /** Goes on, or starts at cell `first`. */
  play(first = 0): void {
    const { state } = this.#playback.peek();
    if (state === 'playing') return;
    if (state === 'off') this.#place = first;
    this.#show('playing');
    this.#last = performance.now();
    this.#frame = requestAnimationFrame(this.#tick);
  }

  pause(): void {
    if (this.#playback.peek().state !== 'playing') return;
    this.#stopClock();
    this.#show('paused');
  }

  stop(): void {
    this.#stopClock();
    this.#playback.value = { ...this.#playback.peek(), state: 'off', shown: null };
  }

  setSpeed(speed: number): void {
    this.#playback.value = { ...this.#playback.peek(), speed };
  }

  /** The person has moved the window to a cell: the play goes on from there. `keeps`: what was shown stays shown. */
  moved(cell: number, keeps: boolean): void {
    this.#place = cell;
    const { state, shown } = this.#playback.peek();
    if (state !== 'off') this.#show(state, keeps ? (shown ?? 0) : 0);
  }

  dispose(): void {
    this.#stopClock();
  }

  readonly #tick = (now: number): void => {
    const passed = Math.min(LONGEST_FRAME_MS, Math.max(0, now - this.#last)) / MS_PER_SECOND;
    const before = Math.floor(this.#place);
    this.#last = now;
    this.#place += passed * this.#playback.peek().speed;
    const cell = Math.floor(this.#place);
    if (cell >= this.#cells()) {
      this.#move(Math.max(0, this.#cells() - 1));
      this.stop();
      return;
    }
    if (cell !== before) {
      this.#move(cell);
      this.#show('playing');
    }
    this.#frame = requestAnimationFrame(this.#tick);
  };

  #show(state: 'playing' | 'paused', least = 0): void {
    const shown = Math.max(least, Math.floor(this.#place) + 1);
    this.#playback.value = { ...this.#playback.peek(), state, shown };
  }

  #stopClock(): void {
    cancelAnimationFrame(this.#frame);
  }
}
