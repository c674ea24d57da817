/** A live lab on the references, on the processor, painted on plain canvases: for pages without WebGPU, and for tests. */
import { COLORMAPS } from '../../math/index.ts';
import type { GridCell, Shape3, Tensor3 } from '../../math/index.ts';
import { paintPicture, pixelValues, windowValues } from '../../math/lab/index.ts';
import type { LabLook } from '../../math/lab/index.ts';
import {
  averagePool,
  averagePoolGradient,
  maxPool,
  maxPoolGradient,
  paddedConvolution,
  paddedConvolutionInputGradient,
  paddedConvolutionWeightGradient,
} from '../../math/reference/index.ts';
import type {
  LabCanvas,
  LabDifference,
  LabEngine,
  LabPart,
  LabPlane,
  LabRange,
  LabSetup,
} from './engine.ts';
import { LAB_COLORMAP, isMeasured, isMoving, isSameLook, partsOf, planesOf } from './planes.ts';
import type { PreparedConvolution, PreparedPool } from './settings.ts';

const NOT_READY = 'The lab has not been configured yet.';

/** See the head of the file. */
export class ReferenceEngine implements LabEngine {
  readonly isOnGpu = false;
  readonly #planes = new Map<LabPlane, Tensor3>();
  readonly #canvases = new Set<ReferenceCanvas>();
  #setup: LabSetup | null = null;
  #weights = new Float32Array();

  configure(setup: LabSetup): Promise<ReadonlyMap<LabPlane, Shape3>> {
    // What does not fit comes as a rejection, as from the GPU.
    return Promise.resolve(setup).then((asked) => this.#hold(asked));
  }

  #hold(setup: LabSetup): ReadonlyMap<LabPlane, Shape3> {
    const shapes = planesOf(setup);
    for (const [plane, shape] of shapes) {
      if (sameShape(this.#planes.get(plane)?.shape, shape)) continue;
      this.#planes.set(plane, emptyOf(shape));
    }
    for (const plane of this.#planes.keys()) if (!shapes.has(plane)) this.#planes.delete(plane);
    this.#setup = setup;
    const { operation } = setup;
    if (operation.kind === 'convolution') this.setWeights(operation.convolution.weights);
    this.#stale(() => true);
    return shapes;
  }

  setPixels(rgba: Uint8Array | Uint8ClampedArray, divisor: number): void {
    const [channels, height, width] = this.#of('input').shape;
    const isGrey = channels === 1;
    this.#planes.set('input', pixelValues(rgba, height, width, isGrey ? 1 : 3, divisor));
    this.#stale((plane) => plane === 'input');
  }

  setWeights(weights: Float32Array): void {
    this.#weights = Float32Array.from(weights);
  }

  writeUpstream(values: Tensor3): void {
    this.#planes.set('upstream', copyOf(values));
  }

  pokeUpstream({ channel, row, column }: GridCell, value: number): void {
    const { shape, data } = this.#of('upstream');
    data[(channel * shape[1] + row) * shape[2] + column] = value;
  }

  run(): void {
    const { operation, isBackward } = this.#now();
    if (operation.kind === 'convolution')
      this.#convolve(this.#own(operation.convolution), isBackward);
    else this.#pool(operation.pool, isBackward);
    this.#stale(isMoving);
  }

  aim(): void {
    this.#planes.set('target', copyOf(this.#of('output')));
    this.#stale((plane) => plane === 'target');
  }

  keep(): void {
    this.#planes.set('inputBefore', copyOf(this.#of('input')));
    this.#planes.set('outputBefore', copyOf(this.#of('output')));
    this.#stale((plane) => plane === 'inputBefore' || plane === 'outputBefore');
  }

  read(parts: readonly LabPart[]): Promise<readonly Float32Array[]> {
    return Promise.resolve(
      parts.map(({ plane, padding, value, ...window }) =>
        windowValues(this.#of(plane), window, { mode: padding, value }),
      ),
    );
  }

  ranges(): Promise<ReadonlyMap<LabPlane, LabRange>> {
    const measured = [...this.#planes].filter(([plane]) => isMeasured(plane));
    return Promise.resolve(new Map(measured.map(([plane, { data }]) => [plane, rangeOf(data)])));
  }

  weightGradient(): Promise<Float32Array> {
    return Promise.resolve(this.#weightGradientOf(this.#of('upstream')));
  }

  descend(): Promise<{ readonly loss: number; readonly gradient: Float32Array }> {
    const output = this.#of('output');
    const target = this.#of('target');
    const differences = output.data.map((value, index) => value - (target.data[index] ?? NaN));
    const squares = differences.reduce((sum, value) => sum + value * value, 0);
    const count = differences.length;
    const data = differences.map((value) => value / count);
    const gradient = this.#weightGradientOf({ shape: output.shape, data });
    return Promise.resolve({ loss: squares / count / 2, gradient });
  }

  compare(): Promise<{ readonly input: LabDifference; readonly output: LabDifference }> {
    return Promise.resolve({
      input: differenceOf(this.#of('input'), this.#of('inputBefore')),
      output: differenceOf(this.#of('output'), this.#of('outputBefore')),
    });
  }

  attach(canvas: HTMLCanvasElement): LabCanvas {
    const made = new ReferenceCanvas(canvas, (plane) => this.#planes.get(plane) ?? null);
    this.#canvases.add(made);
    return {
      show: (plane, look) => made.show(plane, look),
      dispose: () => this.#canvases.delete(made),
    };
  }

  paint(): void {
    for (const canvas of this.#canvases) canvas.paint();
  }

  finished(): Promise<void> {
    return Promise.resolve();
  }

  dispose(): void {
    this.#canvases.clear();
    this.#planes.clear();
  }

  #stale(isMeant: (plane: LabPlane | null) => boolean): void {
    for (const canvas of this.#canvases) canvas.isStale ||= isMeant(canvas.plane);
  }

  #now(): LabSetup {
    if (this.#setup) return this.#setup;
    throw new Error(NOT_READY);
  }

  #of(plane: LabPlane): Tensor3 {
    const tensor = this.#planes.get(plane);
    if (tensor) return tensor;
    throw new Error(`The lab has no ${plane} now.`);
  }

  #own(convolution: PreparedConvolution): PreparedConvolution {
    return { ...convolution, weights: this.#weights };
  }

  #convolve(convolution: PreparedConvolution, isBackward: boolean): void {
    const input = this.#of('input');
    this.#planes.set('output', paddedConvolution(input, convolution));
    if (this.#planes.has('parts')) {
      this.#planes.set('parts', paddedConvolution(input, partsOf(convolution, input.shape)));
    }
    if (!isBackward) return;
    const upstream = this.#of('upstream');
    const gradient = paddedConvolutionInputGradient(input.shape, upstream, convolution);
    this.#planes.set('inputGradient', gradient);
  }

  #pool({ kind, window, stride }: PreparedPool, isBackward: boolean): void {
    const input = this.#of('input');
    if (kind === 'average') {
      this.#planes.set('output', averagePool(input, window, stride));
      if (!isBackward) return;
      const gradient = averagePoolGradient(input.shape, this.#of('upstream'), window, stride);
      this.#planes.set('inputGradient', gradient);
      return;
    }
    const { output, winners } = maxPool(input, window, stride);
    const ones = { shape: output.shape, data: output.data.map(() => 1) };
    this.#planes.set('output', output);
    this.#planes.set('wins', maxPoolGradient(input.shape, ones, winners));
    if (!isBackward) return;
    const gradient = maxPoolGradient(input.shape, this.#of('upstream'), winners);
    this.#planes.set('inputGradient', gradient);
  }

  #weightGradientOf(gradient: Tensor3): Float32Array {
    const { operation } = this.#now();
    if (operation.kind === 'pool') throw new Error('A pooling has no weights.');
    return paddedConvolutionWeightGradient(
      this.#of('input'),
      gradient,
      this.#own(operation.convolution),
    );
  }
}

/** A plain canvas. */
class ReferenceCanvas {
  isStale = false;
  plane: LabPlane | null = null;
  readonly #canvas: HTMLCanvasElement;
  readonly #tensor: (plane: LabPlane) => Tensor3 | null;
  #look: LabLook | null = null;

  constructor(canvas: HTMLCanvasElement, tensor: (plane: LabPlane) => Tensor3 | null) {
    this.#canvas = canvas;
    this.#tensor = tensor;
  }

  show(plane: LabPlane | null, look: LabLook | null): void {
    this.isStale ||= plane !== this.plane || !isSameLook(look, this.#look);
    this.plane = plane;
    this.#look = look;
  }

  paint(): void {
    if (!this.isStale) return;
    this.isStale = false;
    const tensor = this.plane && this.#tensor(this.plane);
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    if (!tensor || !this.#look) {
      context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
      return;
    }
    const [, height, width] = tensor.shape;
    this.#canvas.width = width;
    this.#canvas.height = height;
    const pixels = paintPicture(tensor, this.#look, COLORMAPS[LAB_COLORMAP]);
    context.putImageData(new ImageData(pixels, width, height), 0, 0);
  }
}

function emptyOf(shape: Shape3): Tensor3 {
  return { shape, data: new Float32Array(shape[0] * shape[1] * shape[2]) };
}

function copyOf({ shape, data }: Tensor3): Tensor3 {
  return { shape, data: Float32Array.from(data) };
}

function sameShape(a: Shape3 | undefined, b: Shape3): boolean {
  return a?.every((extent, axis) => extent === b[axis]) === true;
}

function rangeOf(data: Float32Array): LabRange {
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (const value of data) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
  }
  return { min, max, sum };
}

function differenceOf(now: Tensor3, before: Tensor3): LabDifference {
  let [squares, all, changed] = [0, 0, 0];
  now.data.forEach((value, index) => {
    const kept = before.data[index] ?? NaN;
    squares += (value - kept) ** 2;
    all += kept ** 2;
    if (value !== kept) changed += 1;
  });
  return { norm: normOver(squares, all), changed: changed / now.data.length };
}

/** Of two sums of squares; 0 where nothing differs. */
export function normOver(squares: number, all: number): number {
  return squares === 0 ? 0 : Math.sqrt(squares / all);
}
