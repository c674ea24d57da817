/** Waits until something rests. Knows no page. */

/** Calls `act` once nothing has been heard for a while. */
export class Rest {
  readonly #act: () => void;
  readonly #ms: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(act: () => void, ms: number) {
    this.#act = act;
    this.#ms = ms;
  }

  /** It moved. */
  move(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#act, this.#ms);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }
}
