/** The course of a descent: starts, goes on, pauses, and makes the kernel of the lab the one that was found so far. */
import { signal } from '../../base/index.ts';
import type { LabKit } from './lab-kit.ts';
import { LabLearner } from './lab-learner.ts';
import { optionsOf } from './lab-plan.ts';
import type { LabKernel, LabLearning, LabSettings } from './lab-types.ts';
import { goalOf } from './lab-worker.ts';
import type { LabWorker } from './lab-worker.ts';

/** What a course needs of the lab. */
export interface CourseHost {
  readonly kit: LabKit;
  readonly worker: LabWorker;
  settings(): LabSettings;
  takeKernel(kernel: LabKernel): void;
  readonly tell: (error: unknown) => void;
}

const SEED = 3;
/** Steps between two pictures, ms. */
const STEPS_MS = 24;

/** See the head of the file. */
export class LabCourse {
  readonly learning = signal<LabLearning | null>(null);
  readonly #host: CourseHost;
  #learner: LabLearner | null = null;
  /** The kernel that there was before the first descent. */
  #before: LabKernel | null = null;

  constructor(host: CourseHost) {
    this.#host = host;
  }

  /** Where a descent starts: at small random weights. */
  begin(): void {
    if (this.#learner || this.#host.settings().task !== 'learn') return;
    this.#before ??= this.#host.settings().kernel;
    this.#learner = new LabLearner(goalOf(this.#host.settings()), SEED);
    this.#take();
    this.#show('ready');
  }

  /** The course is over: the kernel that was found, or the one there was before. */
  left(): LabKernel {
    const isFound = this.learning.peek()?.state === 'done';
    const kernel = this.#host.settings().kernel;
    const before = this.#before;
    this.#before = null;
    return isFound ? kernel : (before ?? kernel);
  }

  start(): void {
    if (this.learning.peek()?.state === 'running') return;
    this.begin();
    if (this.#learner?.isDone === true) return;
    this.#show('running');
    void this.#goOn();
  }

  pause(): void {
    if (this.learning.peek()?.state === 'running') this.#show('paused');
  }

  async step(): Promise<void> {
    this.begin();
    await this.#descend(0);
    this.#show(this.#learner?.isDone === true ? 'done' : 'paused');
  }

  forget(): void {
    this.#learner = null;
    this.learning.value = null;
  }

  async #goOn(): Promise<void> {
    const learner = this.#learner;
    while (learner && this.#isRunning(learner)) {
      await this.#descend(STEPS_MS);
      if (learner.isDone && learner === this.#learner) this.#show('done');
      else if (this.#isRunning(learner)) this.#show('running');
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }

  #isRunning(learner: LabLearner): boolean {
    return learner === this.#learner && this.learning.peek()?.state === 'running';
  }

  /** One step, and as many more as fit into `ms`; then shows where it has come to. */
  async #descend(ms: number): Promise<void> {
    const { worker, kit, tell } = this.#host;
    await worker.settled();
    const learner = this.#learner;
    const began = performance.now();
    await worker.turn
      .run(async () => {
        do {
          const settings = this.#host.settings();
          const plan = worker.done?.plan;
          if (!learner || !plan?.convolution || settings.task !== 'learn') return;
          const kernel = { ...settings.kernel, values: [...learner.kernel] };
          const options = optionsOf({ ...settings, kernel });
          const shape = plan.setup.input;
          worker.engine.setWeights(kit.prepareConvolve({ shape }, options).weights);
          worker.engine.run();
          const { loss, gradient } = await worker.engine.descend();
          learner.descend(loss, kit.kernelGradient(options, gradient).data);
        } while (!learner.isDone && performance.now() - began < ms);
      })
      .catch(tell);
    if (learner && learner === this.#learner) this.#take();
  }

  #take(): void {
    const { kernel } = this.#host.settings();
    if (!this.#learner) return;
    const values = [...this.#learner.kernel];
    this.#host.takeKernel({ ...kernel, values, preset: null, source: null });
  }

  #show(state: LabLearning['state']): void {
    const learner = this.#learner;
    if (!learner) return;
    const { step, goal, distance } = learner;
    const losses = [...learner.losses];
    this.learning.value = { state, step, losses, kernel: learner.kernel.slice(), goal, distance };
  }
}
