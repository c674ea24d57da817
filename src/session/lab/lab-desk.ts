/**
 * A lab as a person works with it: commands come in, pictures and numbers go out as signals. What is computed is the worker's
 * business. Knows no element.
 */
import { LatestJob, ShapeError, StudioError, messageOf, signal } from '../../base/index.ts';
import type { Disposable } from '../../base/index.ts';
import type { Lab, LabEngine } from '../../insight/index.ts';
import type { KernelPreset, LabCell } from '../../math/lab/index.ts';
import { fetchPicture } from '../picture-reader.ts';
import { checkGradients, checkedLab } from './lab-checker.ts';
import { LabCourse } from './lab-course.ts';
import { DEFAULT_LAB } from './lab-defaults.ts';
import { filterOf, fitted, presetIn, withWeight } from './lab-kernels.ts';
import type { LabKit } from './lab-kit.ts';
import { LabLive } from './lab-live.ts';
import { colorIn } from './lab-looks.ts';
import { CAMERA, OWN_PICTURE } from './lab-pictures.ts';
import type { LabPictures, LabPixels } from './lab-pictures.ts';
import { LabPlayer, USUAL_SPEED } from './lab-player.ts';
import { LAB_TOUR, tourSettings } from './lab-tour.ts';
import type {
  LabCheck,
  LabFace,
  LabFacts,
  LabFilters,
  LabFocus,
  LabNumbers,
  LabPicture,
  LabPlane,
  LabProblem,
  LabScene,
  LabSettings,
  LabShift,
  LabView,
} from './lab-types.ts';
import { insideOf } from './lab-numbers.ts';
import { LabWorker } from './lab-worker.ts';

/** What a lab is made of; all of it becomes the lab's own. */
export interface LabParts {
  readonly kit: LabKit;
  readonly engine: LabEngine;
  /** Answers single questions. */
  readonly lab: Lab;
  readonly pictures: LabPictures;
  readonly filters: LabFilters | null;
}

/** Where the window is at first, as a share of the output: where something happens in the figures. */
const START = 0.27;
const NO_PICTURE = 'circle';
/** Cells per second. */
const GREETING_SPEED = 64;
/** Above it there is nothing but black. */
const GREETING_START = 0.12;
/** See the head of the file. */
export class LabDesk implements LabFace, Disposable {
  readonly settings = signal<LabSettings>(DEFAULT_LAB.convolution);
  readonly scene = signal<LabScene | null>(null);
  readonly cursor = signal<LabCell>({ row: 0, column: 0 });
  readonly numbers = signal<LabNumbers | null>(null);
  readonly facts = signal<LabFacts | null>(null);
  readonly focus = signal<LabFocus | null>(null);
  readonly check = signal<LabCheck | null>(null);
  readonly shifted = signal<LabShift | null>(null);
  readonly problem = signal<LabProblem | null>(null);
  readonly tour = signal<number | null>(null);
  readonly filters: LabFilters | null;
  readonly #lab: Lab;
  readonly #pictures: LabPictures;
  readonly #worker: LabWorker;
  readonly #course: LabCourse;
  readonly #live: LabLive;
  readonly #player: LabPlayer;
  readonly #checking = new LatestJob();
  readonly #life = new AbortController();
  #hasCursor = false;
  /** That the settings do not fit each other: gone when they do. */
  #misfit: LabProblem | null = null;

  constructor({ kit, engine, lab, pictures, filters }: LabParts) {
    this.#lab = lab;
    this.#pictures = pictures;
    this.filters = filters;
    const tell = this.#tell;
    this.#worker = new LabWorker(kit, engine, pictures, {
      settings: this.settings,
      cursor: this.cursor,
      scene: this.scene,
      numbers: this.numbers,
      facts: this.facts,
      shifted: this.shifted,
      fit: (scene) => this.#fit(scene),
      pixels: (settings) => this.#pixelsOf(settings),
      tell,
      succeeded: () => this.#succeeded(),
    });
    this.#course = new LabCourse({
      kit,
      worker: this.#worker,
      settings: () => this.settings.peek(),
      takeKernel: (kernel) => this.change({ kernel }),
      tell,
    });
    this.#live = new LabLive({
      isBusy: () => this.#worker.isBusy,
      changed: () => this.#worker.want('all'),
      failed: (error) => this.#withoutCamera(() => tell(error)),
      ended: () => this.#withoutCamera(() => this.say('camera-ended', {})),
    });
    this.#player = new LabPlayer(
      () => this.#cells(),
      (cell) => this.#place(this.#cellAt(cell)),
    );
  }

  get isOnGpu(): boolean {
    return this.#worker.engine.isOnGpu;
  }

  get pictures(): readonly LabPicture[] {
    return this.#pictures.list;
  }

  get learning(): LabFace['learning'] {
    return this.#course.learning;
  }

  get playback(): LabFace['playback'] {
    return this.#player.playback;
  }

  /** Starts, or goes on, with these settings. */
  open(settings: LabSettings, cursor: LabCell | null = null, tour: number | null = null): void {
    this.#player.stop();
    this.#hasCursor = false;
    if (cursor) this.#setCursor(cursor);
    this.tour.value = tour;
    this.change(settings);
  }

  /** For those who have never seen a lab: the window moves by itself. */
  async greet(): Promise<void> {
    await this.settled();
    if (this.playback.peek().state !== 'off') return;
    this.setSpeed(GREETING_SPEED);
    const row = Math.floor(GREETING_START * (this.scene.peek()?.output[1] ?? 0));
    this.#place({ row, column: 0 });
    this.#player.play(this.#cursorIndex());
  }

  change(patch: Partial<LabSettings>): void {
    const before = this.settings.peek();
    const isLeft = before.task === 'learn' && (patch.task ?? 'learn') !== 'learn';
    const kernel = isLeft ? this.#course.left() : before.kernel;
    const settings = fitted({ ...before, kernel, ...patch });
    this.settings.value = settings;
    if (settings.lab !== before.lab || settings.task !== before.task) this.#player.stop();
    this.#checking.cancel();
    this.check.value = null;
    this.focus.value = null;
    const isLearning = settings.task === 'learn';
    const hasOnlyNewWeights = isLearning && Object.keys(patch).join() === 'kernel';
    if (!hasOnlyNewWeights) this.#course.forget();
    if (isLearning) queueMicrotask(() => this.#course.begin());
    if (settings.picture === CAMERA) this.#live.open();
    else this.#live.dispose();
    this.#worker.want('all');
  }

  setWeight(place: number, value: number): void {
    this.change({ kernel: withWeight(this.settings.peek().kernel, place, value) });
  }

  setKernel(preset: KernelPreset, size = this.settings.peek().kernel.size[0]): void {
    const { channels, display } = this.settings.peek();
    this.change(presetIn(preset, size, channels, display));
  }

  async takeFilter(layer: string, filter: number, channel: number | null): Promise<void> {
    const { channels } = this.settings.peek();
    const reading = filterOf(this.filters, { layer, filter, channel }, channels);
    const found = await reading.catch(this.#tell);
    if (found) this.change(found);
  }

  async openPicture(file: Blob, name: string): Promise<void> {
    try {
      await this.#pictures.open(file, name);
      this.change({ picture: OWN_PICTURE });
    } catch (error) {
      this.#tell(error);
    }
  }

  async openAddress(url: string): Promise<void> {
    const picture = fetchPicture(url, this.#life.signal);
    await picture.then((blob) => this.openPicture(blob, url), this.#tell);
  }

  dismissProblem(): void {
    this.problem.value = null;
  }

  /** Tells the person something. */
  say(code: string, values: LabProblem['values']): void {
    this.problem.value = { code, values };
  }

  moveTo(cell: LabCell): void {
    this.#place(cell);
    this.#player.moved(this.#cursorIndex(), true);
  }

  scrub(cell: number): void {
    this.#place(this.#cellAt(Math.max(0, Math.min(this.#cells() - 1, cell))));
    this.#player.moved(this.#cursorIndex(), false);
  }

  step(cells: number): void {
    this.scrub(this.#cursorIndex() + cells);
  }

  play(): void {
    if (!this.scene.peek()) return;
    if (this.playback.peek().state === 'off') this.#place({ row: 0, column: 0 });
    this.#player.play();
  }

  pause(): void {
    this.#player.pause();
  }

  stop(): void {
    this.#player.stop();
  }

  setSpeed(cellsPerSecond: number): void {
    this.#player.setSpeed(cellsPerSecond);
  }

  setFocus(focus: LabFocus | null): void {
    this.focus.value = focus;
  }

  drawUpstream(cells: readonly LabCell[], value: number): void {
    const scene = this.scene.peek();
    if (!scene) return;
    this.#worker.upstream.draw(cells, value, scene.output);
    const { upstream } = this.settings.peek();
    this.change({ upstream: { ...upstream, kind: 'drawn' } });
  }

  clearUpstream(): void {
    this.#worker.upstream.clear();
    this.change({ upstream: { ...this.settings.peek().upstream, kind: 'drawn' } });
  }

  async checkGradients(): Promise<void> {
    await this.settled();
    const { done, upstream } = this.#worker;
    const scene = this.scene.peek();
    if (!done || !scene) return;
    const values = upstream.values(done.settings.upstream, scene.output, this.cursor.peek());
    const checked = checkedLab(this.#lab, done, { shape: scene.output, data: values });
    const report = (check: LabCheck, signal: AbortSignal): void => {
      if (!signal.aborted) this.check.value = check;
    };
    await this.#checking
      .run((signal) => checkGradients(checked, signal, (check) => report(check, signal)))
      .catch((error: unknown) => {
        const now = this.check.peek();
        if (now) this.check.value = { ...now, state: 'failed' };
        this.#tell(error);
      });
  }

  readonly learn = (): void => this.#course.start();
  readonly pauseLearning = (): void => this.#course.pause();
  readonly learnStep = (): Promise<void> => this.#course.step();

  forgetLearned(): void {
    this.#course.forget();
    this.#course.begin();
  }

  goTo(step: number | null): void {
    this.tour.value = step;
    const found = step === null ? undefined : LAB_TOUR[step];
    if (!found) return;
    this.#player.stop();
    this.#hasCursor = false;
    if (found.cursor) this.#setCursor(found.cursor);
    this.change(tourSettings(found));
    this.setSpeed(found.play ?? USUAL_SPEED);
    if (found.play === undefined) return;
    void this.settled().then(() => {
      if (this.tour.peek() === step) this.play();
    });
  }

  attach(canvas: HTMLCanvasElement): LabView {
    return this.#worker.views.attach(canvas);
  }

  async settled(): Promise<void> {
    await this.#worker.settled();
  }

  colorOf(plane: LabPlane, values: readonly number[]): readonly [number, number, number] {
    return colorIn(this.#worker.views.lookOf(plane), values);
  }

  dispose(): void {
    this.#life.abort();
    this.#player.dispose();
    this.#checking.cancel();
    this.#course.forget();
    this.#live.dispose();
    this.#worker.dispose();
    this.#pictures.dispose();
  }

  #cells(): number {
    const scene = this.scene.peek();
    return scene ? scene.output[1] * scene.output[2] : 1;
  }

  #width(): number {
    return this.scene.peek()?.output[2] ?? 1;
  }

  #cursorIndex(): number {
    const { row, column } = this.cursor.peek();
    return row * this.#width() + column;
  }

  #cellAt(index: number): LabCell {
    const width = this.#width();
    return { row: Math.floor(index / width), column: index % width };
  }

  #setCursor(cell: LabCell): void {
    this.#hasCursor = true;
    this.cursor.value = cell;
  }

  /** Moves the window without telling the player. */
  #place(cell: LabCell): void {
    const scene = this.scene.peek();
    if (!scene) return;
    const before = this.cursor.peek();
    const next = insideOf(scene, cell);
    if (next.row === before.row && next.column === before.column) return;
    this.#setCursor(next);
    const { task, upstream } = this.settings.peek();
    this.#worker.want(task === 'backward' && upstream.kind === 'one' ? 'all' : 'numbers');
  }

  /** The cursor within a new scene. */
  #fit(scene: LabScene): void {
    const [, height, width] = scene.output;
    const start = { row: Math.floor(START * height), column: Math.floor(START * width) };
    const fit = insideOf(scene, this.#hasCursor ? this.cursor.peek() : start);
    const { row, column } = this.cursor.peek();
    if (fit.row !== row || fit.column !== column) this.cursor.value = fit;
    this.#hasCursor = true;
  }

  async #pixelsOf({ picture, side }: LabSettings): Promise<LabPixels> {
    const live = picture === CAMERA ? this.#live.frame(side) : null;
    if (live) return live;
    const isKnown = picture !== CAMERA && this.#pictures.has(picture);
    if (!isKnown && picture !== CAMERA) this.say('lab-no-picture', { name: picture });
    return this.#pictures.pixels(isKnown ? picture : NO_PICTURE, side, this.#life.signal);
  }

  /** Goes back to a picture that can be had, and says why. */
  #withoutCamera(say: () => void): void {
    const hasOwn = this.#pictures.has(OWN_PICTURE);
    this.change({ picture: hasOwn ? OWN_PICTURE : NO_PICTURE });
    say();
  }

  /** What did not fit fits now. */
  #succeeded(): void {
    if (this.#misfit && this.problem.peek() === this.#misfit) this.problem.value = null;
    this.#misfit = null;
  }

  readonly #tell = (error: unknown): undefined => {
    if (this.#life.signal.aborted) return;
    const problem =
      error instanceof StudioError
        ? { code: error.code, values: error.values }
        : { code: 'unexpected', values: { detail: messageOf(error) } };
    this.problem.value = problem;
    this.#misfit = error instanceof ShapeError ? problem : null;
  };
}
