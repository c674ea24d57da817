/**
 * Brings what is computed to what is asked for: one thing after another, and of what is asked meanwhile the latest. Tells by the
 * signals of a lab. Knows no command of a person.
 */
import { Mutex } from '../../base/index.ts';
import type { Disposable, ReadonlySignal, Signal } from '../../base/index.ts';
import type { LabEngine } from '../../insight/index.ts';
import { presetKernel } from '../../math/lab/index.ts';
import type { LabCell } from '../../math/lab/index.ts';
import { slicesOf } from './lab-kernels.ts';
import type { LabKit } from './lab-kit.ts';
import type { LabLimits } from './lab-looks.ts';
import { readNumbers } from './lab-numbers.ts';
import { shifted } from './lab-pictures.ts';
import type { LabPictures, LabPixels } from './lab-pictures.ts';
import { optionsOf, planOf } from './lab-plan.ts';
import type { LabPlan } from './lab-plan.ts';
import type { LabFacts, LabNumbers, LabScene, LabSettings, LabShift } from './lab-types.ts';
import { Upstream } from './lab-upstream.ts';
import { LabViews } from './lab-views.ts';

/** What the worker reads and writes of a lab. */
export interface LabState {
  readonly settings: ReadonlySignal<LabSettings>;
  readonly cursor: ReadonlySignal<LabCell>;
  readonly scene: Signal<LabScene | null>;
  readonly numbers: Signal<LabNumbers | null>;
  readonly facts: Signal<LabFacts | null>;
  readonly shifted: Signal<LabShift | null>;
  /** Brings the cursor into a new scene. */
  fit(scene: LabScene): void;
  /** The pixels of the picture of some settings. */
  pixels(settings: LabSettings): Promise<LabPixels>;
  tell(error: unknown): void;
  /** What was asked for has been done. */
  succeeded(): void;
}

/** What is computed now. */
export interface LabDone {
  readonly plan: LabPlan;
  readonly pixels: LabPixels;
  readonly settings: LabSettings;
}

const BYTE = 255;

/** Bytes of a picture are divided by it. */
export function divisorOf({ unit }: LabSettings): number {
  return unit === 'byte' ? 1 : BYTE;
}

/** See the head of the file. The engine becomes its own. */
export class LabWorker implements Disposable {
  readonly engine: LabEngine;
  readonly views: LabViews;
  readonly upstream = new Upstream();
  /** The engine does one thing at a time. */
  readonly turn = new Mutex();
  readonly #kit: LabKit;
  readonly #pictures: LabPictures;
  readonly #state: LabState;
  #wants: 'numbers' | 'all' | null = null;
  #working: Promise<void> | null = null;
  #done: LabDone | null = null;
  /** Of what the picture that is compared with was made, and the target. */
  #kept = '';
  #aimed = '';
  #isGone = false;

  constructor(kit: LabKit, engine: LabEngine, pictures: LabPictures, state: LabState) {
    this.#kit = kit;
    this.engine = engine;
    this.#pictures = pictures;
    this.#state = state;
    this.views = new LabViews(engine);
  }

  get done(): LabDone | null {
    return this.#done;
  }

  get isBusy(): boolean {
    return this.#working !== null;
  }

  want(what: 'numbers' | 'all'): void {
    if (this.#wants !== 'all') this.#wants = what;
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
  }

  /** Resolves when all that was asked for is on the canvases. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
    await this.engine.finished();
  }

  dispose(): void {
    this.#isGone = true;
    void this.turn.run(() => {
      this.views.dispose();
      this.engine.dispose();
      return Promise.resolve();
    });
  }

  async #work(): Promise<void> {
    // What is asked for in one go is done in one go.
    await Promise.resolve();
    while (this.#wants && !this.#isGone) {
      const wants = this.#wants;
      this.#wants = null;
      await this.turn
        .run(() => (wants === 'all' ? this.#compute() : this.#readOn()))
        .catch((error: unknown) => this.#state.tell(error));
    }
  }

  async #compute(): Promise<void> {
    const settings = this.#state.settings.peek();
    const whole = await this.#state.pixels(settings);
    const isShifting = settings.task === 'shift';
    const pixels = isShifting ? shifted(whole, settings.shift) : whole;
    const plan = planOf(this.#kit, settings, [whole.height, whole.width]);
    const isNew = plan.form !== this.#done?.plan.form;
    if (isNew) await this.#configure(plan);
    else if (plan.convolution) this.engine.setWeights(plan.convolution.weights);
    const hasPixels =
      !isNew && this.#done?.pixels === pixels && this.#done.settings.unit === settings.unit;
    if (isShifting) this.#keep(whole, settings);
    if (!hasPixels || isShifting) this.engine.setPixels(pixels.data, divisorOf(settings));
    if (settings.task === 'learn') this.#aim(settings, plan, !hasPixels);
    const scene = this.#sceneOf(settings, plan);
    this.#state.fit(scene);
    if (plan.setup.isBackward) {
      const cursor = this.#state.cursor.peek();
      this.upstream.write(this.engine, settings.upstream, scene.output, cursor);
    }
    const isSame = hasPixels && this.#done?.settings === settings && settings.task === 'backward';
    this.engine.run(isSame ? 'backward' : 'all');
    this.#done = { plan, pixels, settings };
    await this.#publish(scene, this.#pictures.limitsOf(settings.picture));
  }

  async #configure(plan: LabPlan): Promise<void> {
    await this.engine.configure(plan.setup);
    this.upstream.forget();
    this.#kept = '';
    this.#aimed = '';
  }

  #sceneOf(settings: LabSettings, plan: LabPlan): LabScene {
    const { input, output, geometry, convolution, planes } = plan;
    const title = this.#pictures.titleOf(settings.picture);
    const weights = convolution?.weights ?? null;
    return { settings, title, input, output, geometry, weights, planes };
  }

  /** Everything of one moment, shown at once. */
  async #publish(scene: LabScene, limits: LabLimits | null): Promise<void> {
    const { settings } = scene;
    const hasKernelGradient = settings.task === 'backward' && settings.lab === 'convolution';
    const [ranges, numbers, weights, compared] = await Promise.all([
      this.engine.ranges(),
      readNumbers(this.engine, scene, this.#state.cursor.peek()),
      hasKernelGradient ? this.engine.weightGradient() : null,
      settings.task === 'shift' ? this.engine.compare() : null,
    ]);
    if (this.#isGone) return;
    this.views.show(settings, limits, ranges);
    this.#state.scene.value = scene;
    this.#state.numbers.value = numbers;
    const kernelGradient = weights && this.#kit.kernelGradient(optionsOf(settings), weights).data;
    this.#state.facts.value = { scene, ranges: Object.fromEntries(ranges), kernelGradient };
    this.#state.shifted.value = compared && { scene, ...compared };
    this.#state.succeeded();
  }

  async #readOn(): Promise<void> {
    const scene = this.#state.scene.peek();
    if (!scene) return;
    this.#state.numbers.value = await readNumbers(this.engine, scene, this.#state.cursor.peek());
  }

  /** What a shifted picture is compared with. */
  #keep(whole: LabPixels, { picture, side, unit, channels }: LabSettings): void {
    const key = JSON.stringify([picture, side, unit, channels]);
    if (key === this.#kept) return;
    this.#kept = key;
    this.engine.setPixels(whole.data, unit === 'byte' ? 1 : BYTE);
    this.engine.run();
    this.engine.keep();
  }

  /** Makes the output of the kernel that is looked for the target. */
  #aim(settings: LabSettings, plan: LabPlan, hasNewPixels: boolean): void {
    const { goal, kernel, channels } = settings;
    const key = JSON.stringify([goal, kernel.size, channels]);
    if (!plan.convolution || (key === this.#aimed && !hasNewPixels)) return;
    this.#aimed = key;
    const aimed = { ...settings, kernel: { ...kernel, values: goalOf(settings) } };
    const shape = plan.setup.input;
    this.engine.setWeights(this.#kit.prepareConvolve({ shape }, optionsOf(aimed)).weights);
    this.engine.run();
    this.engine.aim();
    this.engine.setWeights(plan.convolution.weights);
  }
}

/** Weights of the kernel that is looked for, in the size of the one that looks. */
export function goalOf({ goal, kernel, channels }: LabSettings): number[] {
  const values = presetKernel(goal, kernel.size[0]);
  return Array.from({ length: slicesOf(channels) }, () => values).flat();
}
