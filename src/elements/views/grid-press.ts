/** What a press on a grid means: a tap, a drag or a long press. Knows no page and no session. */

/** What this needs to know of a pointer event. */
export interface PressPoint {
  readonly pointerType: string;
  readonly isPrimary: boolean;
  readonly button: number;
  readonly clientX: number;
  readonly clientY: number;
  readonly timeStamp: number;
}

/** What to do. Places are those of the window, in CSS pixels. */
export interface PressActions {
  tap(): void;
  menu(x: number, y: number): void;
}

/** CSS pixels; less than that is a trembling hand. */
const DRAG = 8;
/** Milliseconds. */
const LONG = 500;

/** Follows one pointer from down to up. A drag is no tap; a finger that rests opens the menu. */
export class GridPress {
  readonly #actions: PressActions;
  #start: PressPoint | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(actions: PressActions) {
    this.#actions = actions;
  }

  down(point: PressPoint): void {
    this.cancel();
    if (!point.isPrimary || point.button !== 0) return;
    this.#start = point;
    if (point.pointerType === 'mouse') return;
    this.#timer = setTimeout(() => this.#open(point.clientX, point.clientY), LONG);
  }

  move({ clientX, clientY }: PressPoint): void {
    const start = this.#start;
    if (start && Math.hypot(clientX - start.clientX, clientY - start.clientY) >= DRAG) {
      this.cancel();
    }
  }

  up({ pointerType, timeStamp }: PressPoint): void {
    const start = this.#start;
    this.cancel();
    if (start && (pointerType === 'mouse' || timeStamp - start.timeStamp < LONG)) {
      this.#actions.tap();
    }
  }

  /** The browser's own wish for a menu: a right click, or its long press, which must not open two. */
  menu(clientX: number, clientY: number, pointerType: string): void {
    const isOwnPress = pointerType === 'touch' || pointerType === 'pen';
    if (!isOwnPress || this.#start) this.#open(clientX, clientY);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#start = null;
  }

  #open(x: number, y: number): void {
    this.cancel();
    this.#actions.menu(x, y);
  }
}
