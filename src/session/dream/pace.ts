/** How many steps go into one turn, learned from the turns before. */

/** How long a turn holds the network, milliseconds. */
const TURN_MS = 40;
/** All pictures that grow at the same time should have moved after so long. */
const ROUND_MS = 400;
const MOST_STEPS = 64;
/** How much the newest turn counts. */
const NEWEST = 0.5;

/** See the head of the file. A step is one of one picture. */
export class Pace {
  #each: number | null = null;

  /** Steps of one turn. */
  get steps(): number {
    if (this.#each === null) return 1;
    return Math.max(1, Math.min(MOST_STEPS, Math.floor(TURN_MS / this.#each)));
  }

  /** How many pictures grow at the same time, at most `slots`. */
  pictures(slots: number): number {
    if (this.#each === null) return 1;
    return Math.max(1, Math.min(slots, Math.floor(ROUND_MS / this.#each)));
  }

  /** So many steps took so long. */
  learn(steps: number, ms: number): void {
    if (steps === 0) return;
    const each = ms / steps;
    this.#each = this.#each === null ? each : NEWEST * each + (1 - NEWEST) * this.#each;
  }
}
