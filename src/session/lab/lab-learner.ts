/** Gradient descent on the weights of a kernel: Adam with a rate that falls. Knows nothing of pictures. */
import { createRandom } from '../../base/index.ts';

const FIRST_MOMENT = 0.9;
const SECOND_MOMENT = 0.99;
const TINY = 1e-12;
/** The learning rate falls by half in so many steps. */
const HALF_LIFE = 300;
const RATE = 0.15;
/** A weight that is no farther than this share of the largest one from the goal is found. */
const NEAR_ENOUGH = 0.01;
const MOST_STEPS = 2000;

/** The weights on their way. */
export class LabLearner {
  readonly goal: Float32Array;
  readonly kernel: Float32Array;
  readonly losses: number[] = [];
  readonly #mean: Float64Array;
  readonly #square: Float64Array;

  /** Starts at small random weights. */
  constructor(goal: readonly number[], seed: number) {
    this.goal = Float32Array.from(goal);
    const random = createRandom(seed);
    this.kernel = Float32Array.from(goal, () => random() - 0.5);
    this.#mean = new Float64Array(goal.length);
    this.#square = new Float64Array(goal.length);
  }

  get step(): number {
    return this.losses.length;
  }

  /** Largest difference of a weight from the goal. */
  get distance(): number {
    return this.kernel.reduce(
      (most, weight, place) => Math.max(most, Math.abs(weight - (this.goal[place] ?? NaN))),
      0,
    );
  }

  get isDone(): boolean {
    const largest = Math.max(...this.goal.map(Math.abs));
    return this.distance < NEAR_ENOUGH * largest || this.step >= MOST_STEPS;
  }

  /** Goes one step down. */
  descend(loss: number, gradient: Float32Array): void {
    this.losses.push(loss);
    const { step } = this;
    const rate = RATE * 0.5 ** (step / HALF_LIFE);
    gradient.forEach((slope, place) => {
      const mean = FIRST_MOMENT * (this.#mean[place] ?? 0) + (1 - FIRST_MOMENT) * slope;
      const square = SECOND_MOMENT * (this.#square[place] ?? 0) + (1 - SECOND_MOMENT) * slope ** 2;
      this.#mean[place] = mean;
      this.#square[place] = square;
      const first = mean / (1 - FIRST_MOMENT ** step);
      const second = square / (1 - SECOND_MOMENT ** step);
      const before = this.kernel[place] ?? 0;
      this.kernel[place] = before - (rate * first) / (Math.sqrt(second) + TINY);
    });
  }
}
