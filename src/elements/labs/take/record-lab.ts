/**
 * Pictures and numbers of a lab at positions of the window. The window of the page moves along, and comes back to where the person
 * had it, unless the person has moved it meanwhile.
 */
import type { LabCell } from '../../../math/lab/index.ts';
import type {
  LabFace,
  LabNumbers,
  LabScene,
  LabSettings,
  LabView,
} from '../../../session/index.ts';
import type { LabPictureSet } from './frame-types.ts';

/** The lab at one position. */
export interface LabMoment {
  readonly scene: LabScene;
  readonly cursor: LabCell;
  readonly numbers: LabNumbers;
  readonly pictures: LabPictureSet;
}

/** How a recording goes on, and how it ends early. */
export interface RecordingOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** The settings were changed while numbers were read. */
export class LabChangedError extends Error {
  constructor() {
    super('The settings of the lab changed.');
    this.name = 'LabChangedError';
  }
}

/** The window could not be held where it was wanted. */
export class LabNumbersError extends Error {
  readonly cell: LabCell;

  constructor(cell: LabCell) {
    super(`No numbers of row ${String(cell.row)}, column ${String(cell.column)}.`);
    this.name = 'LabNumbersError';
    this.cell = cell;
  }
}

const CAMERA = 'camera';
/** A person who moves the window meanwhile is outlasted. */
const TRIES = 8;

/** What is on the stages now, where the window is. */
export async function recordNow(lab: LabFace): Promise<LabMoment> {
  const [moment] = await recordLab(lab, () => [lab.cursor.peek()], {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  if (!moment) throw new LabChangedError();
  return moment;
}

/** The lab at each of the cells that `choose` picks; rejects with LabChangedError, LabNumbersError or the reason of `signal`. */
export async function recordLab(
  lab: LabFace,
  choose: (scene: LabScene) => readonly LabCell[],
  { signal, onProgress }: RecordingOptions,
): Promise<readonly LabMoment[]> {
  const wasPlaying = lab.playback.peek().state === 'playing';
  lab.pause();
  lab.pauseLearning();
  // A descent that was under way ends before the next frame.
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await lab.settled();
  const settings = lab.settings.peek();
  const scene = lab.scene.peek();
  if (!scene) throw new LabChangedError();
  const before = lab.cursor.peek();
  const cells = choose(scene);
  const shots = new LabShots(lab);
  const moments: LabMoment[] = [];
  let last = before;
  try {
    let pictures = await shots.take();
    for (const cell of cells) {
      signal.throwIfAborted();
      const numbers = await numbersAt(lab, cell, settings);
      last = cell;
      // A live picture is another one each time.
      if (settings.picture === CAMERA) pictures = await shots.take();
      moments.push({ scene: numbers.scene, cursor: cell, numbers, pictures });
      onProgress(moments.length, cells.length);
    }
    return moments;
  } finally {
    shots.dispose();
    if (lab.settings.peek() === settings) {
      if (isSame(lab.cursor.peek(), last)) lab.moveTo(before);
      if (wasPlaying && lab.playback.peek().state === 'paused') lab.play();
    }
  }
}

async function numbersAt(lab: LabFace, cell: LabCell, settings: LabSettings): Promise<LabNumbers> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    lab.moveTo(cell);
    await lab.settled();
    if (lab.settings.peek() !== settings) throw new LabChangedError();
    const numbers = lab.numbers.peek();
    if (numbers && isSame(numbers.cursor, cell)) return numbers;
  }
  throw new LabNumbersError(cell);
}

/** Canvases of its own for the pictures. */
class LabShots {
  readonly #lab: LabFace;
  readonly #canvases = {
    input: document.createElement('canvas'),
    output: document.createElement('canvas'),
  };
  readonly #views: Readonly<Record<'input' | 'output', LabView>>;

  constructor(lab: LabFace) {
    this.#lab = lab;
    this.#views = {
      input: lab.attach(this.#canvases.input),
      output: lab.attach(this.#canvases.output),
    };
  }

  /** Copies of both pictures. */
  async take(): Promise<LabPictureSet> {
    await this.#lab.settled();
    return { input: this.#copy('input'), output: this.#copy('output') };
  }

  dispose(): void {
    this.#views.input.dispose();
    this.#views.output.dispose();
  }

  /** Painted anew and copied in the same task: afterwards a canvas of WebGPU is empty again. */
  #copy(plane: 'input' | 'output'): HTMLCanvasElement {
    const view = this.#views[plane];
    const canvas = this.#canvases[plane];
    view.show(null);
    view.show(plane);
    const copy = document.createElement('canvas');
    copy.width = canvas.width;
    copy.height = canvas.height;
    copy.getContext('2d')?.drawImage(canvas, 0, 0);
    return copy;
  }
}

function isSame(a: LabCell, b: LabCell): boolean {
  return a.row === b.row && a.column === b.column;
}
