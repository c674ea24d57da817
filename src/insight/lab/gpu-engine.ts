/** A live lab on the GPU: what it holds stays there, and only small parts of it are read back. */
import { labPictureParams, labWindowParams, uploadColormap, writeTensor } from '../../gpu/index.ts';
import type { CanvasSurface, Gpu, GpuBuffer } from '../../gpu/index.ts';
import { sizeOf } from '../../math/index.ts';
import type { GridCell, Shape3, Tensor3 } from '../../math/index.ts';
import type { Owned } from '../../base/index.ts';
import type { LabLook } from '../../math/lab/index.ts';
import type {
  LabCanvas,
  LabDifference,
  LabEngine,
  LabPart,
  LabPlane,
  LabRange,
  LabSetup,
} from './engine.ts';
import { LabHolding, MOST_NUMBERS, STATISTICS } from './gpu-holding.ts';
import { LAB_COLORMAP, isGradient, isMoving, isSameLook } from './planes.ts';
import { normOver } from './reference-engine.ts';

const NOTHING: Shape3 = [0, 0, 0];
const BYTES_PER_FLOAT = 4;
const BLOCK = 4;
const ZEROS = 3;

/** See the head of the file. The GPU stays whose it is. */
export class GpuEngine implements LabEngine {
  readonly isOnGpu = true;
  readonly #gpu: Gpu;
  readonly #colormap: Owned<GpuBuffer>;
  readonly #canvases = new Set<GpuCanvas>();
  #holding: LabHolding | null = null;

  constructor(gpu: Gpu) {
    this.#gpu = gpu;
    this.#colormap = uploadColormap(gpu, 'GpuEngine.colormap', LAB_COLORMAP);
  }

  async configure(setup: LabSetup): Promise<ReadonlyMap<LabPlane, Shape3>> {
    const format = this.#gpu.canvasFormat ?? null;
    const next = await LabHolding.open(this.#gpu, setup, format, this.#colormap);
    this.#holding?.dispose();
    this.#holding = next;
    this.#stale(() => true);
    return next.shapes;
  }

  setPixels(rgba: Uint8Array | Uint8ClampedArray, divisor: number): void {
    this.#now().setPixels(rgba, divisor);
    this.#stale((plane) => plane === 'input');
  }

  setWeights(weights: Float32Array): void {
    const buffer = this.#now().weights;
    if (buffer) this.#gpu.upload(buffer, weights);
  }

  writeUpstream(values: Tensor3): void {
    writeTensor(this.#gpu, this.#now().of('upstream'), values);
  }

  pokeUpstream({ channel, row, column }: GridCell, value: number): void {
    const { shape, buffer } = this.#now().of('upstream');
    const cell = (Math.floor(channel / BLOCK) * shape[1] + row) * shape[2] + column;
    const offset = (cell * BLOCK + (channel % BLOCK)) * BYTES_PER_FLOAT;
    this.#gpu.upload(buffer, Float32Array.of(value), offset);
  }

  run(part: 'all' | 'backward' = 'all'): void {
    const holding = this.#now();
    this.#gpu.submit('GpuEngine.run', (commands) => {
      holding.encode(commands, part);
      holding.encodeStatistics(commands);
    });
    this.#stale(part === 'all' ? isMoving : isGradient);
  }

  aim(): void {
    this.#copy('output', 'target');
  }

  keep(): void {
    this.#copy('input', 'inputBefore');
    this.#copy('output', 'outputBefore');
  }

  async read(parts: readonly LabPart[]): Promise<readonly Float32Array[]> {
    const holding = this.#now();
    let first = 0;
    const places = parts.map(({ plane, padding, value, ...window }) => {
      const { shape } = holding.of(plane);
      const launch = holding.windows.get(plane);
      const length = shape[0] * window.rows * window.columns;
      const place = { launch, first, length };
      launch?.setParams(labWindowParams(shape, window, { padding, value }, first));
      first += length;
      return place;
    });
    if (first > MOST_NUMBERS || new Set(parts.map(({ plane }) => plane)).size < parts.length) {
      throw new RangeError(`${String(first)} numbers of ${String(parts.length)} parts in one go`);
    }
    this.#gpu.submit('GpuEngine.read', (commands) => {
      for (const { launch } of places) if (launch) commands.dispatch(launch);
    });
    const all = new Float32Array(await this.#gpu.read(holding.numbers, 0, first * BYTES_PER_FLOAT));
    return places.map((place) => all.slice(place.first, place.first + place.length));
  }

  async ranges(): Promise<ReadonlyMap<LabPlane, LabRange>> {
    const { shapes, measured, statistics } = this.#now();
    const all = new Float32Array(await this.#gpu.read(statistics));
    return new Map(
      measured.map((plane, index) => {
        const shape = shapes.get(plane) ?? NOTHING;
        const [min = 0, max = 0, mean = 0] = all.subarray(STATISTICS * index);
        return [plane, { min, max, sum: mean * sizeOf(shape) }];
      }),
    );
  }

  async weightGradient(): Promise<Float32Array> {
    return this.#floats(this.#now().weightGradient);
  }

  async descend(): Promise<{ readonly loss: number; readonly gradient: Float32Array }> {
    const holding = this.#now();
    this.#gpu.submit('GpuEngine.descend', (commands) => {
      holding.encodeDescent(commands);
    });
    const [squares, gradient] = await Promise.all([
      this.#floats(holding.loss),
      this.#floats(holding.weightGradient),
    ]);
    // The differences have been divided by their number already.
    const count = sizeOf(holding.of('output').shape);
    return { loss: (sum(squares) * count) / 2, gradient };
  }

  async compare(): Promise<{ readonly input: LabDifference; readonly output: LabDifference }> {
    const holding = this.#now();
    const { comparisons } = holding;
    this.#gpu.submit('GpuEngine.compare', (commands) => {
      holding.encodeComparisons(commands);
    });
    const read = async (plane: 'input' | 'output'): Promise<LabDifference> => {
      const comparison = comparisons.get(plane);
      const [statistics, squares, before] = await Promise.all([
        this.#floats(comparison?.statistics ?? null),
        this.#floats(comparison?.squares ?? null),
        this.#floats(comparison?.squaresBefore ?? null),
      ]);
      return { norm: normOver(sum(squares), sum(before)), changed: 1 - (statistics[ZEROS] ?? NaN) };
    };
    const [input, output] = await Promise.all([read('input'), read('output')]);
    return { input, output };
  }

  attach(canvas: HTMLCanvasElement): LabCanvas {
    const made = new GpuCanvas(this.#gpu.surface(canvas));
    this.#canvases.add(made);
    return {
      show: (plane, look) => made.show(plane, look),
      dispose: () => {
        this.#canvases.delete(made);
        made.surface.dispose();
      },
    };
  }

  /** One submit for all canvases that are stale. */
  paint(): void {
    const holding = this.#holding;
    const stale = [...this.#canvases].filter(({ isStale }) => isStale);
    if (!holding || stale.length === 0) return;
    for (const { plane, look } of stale) {
      const draw = plane && holding.draws.get(plane);
      if (!draw || !look) continue;
      const { shape } = holding.of(plane);
      const target = { width: shape[2], height: shape[1] };
      draw.setParams(labPictureParams(shape, target, look));
    }
    this.#gpu.submit('GpuEngine.paint', (commands) => {
      for (const canvas of stale) {
        canvas.isStale = false;
        const draw = canvas.plane && holding.draws.get(canvas.plane);
        const shape = canvas.plane && holding.shapes.get(canvas.plane);
        if (shape) canvas.surface.resize(shape[2], shape[1]);
        if (draw) commands.draw(canvas.surface.target(), draw);
        else commands.drawParts(canvas.surface.target(), []);
      }
    });
  }

  async finished(): Promise<void> {
    await this.#gpu.finished();
  }

  dispose(): void {
    this.#holding?.dispose();
    this.#holding = null;
    for (const { surface } of this.#canvases) surface.dispose();
    this.#canvases.clear();
    this.#colormap.dispose();
    this.#gpu.trim();
  }

  #now(): LabHolding {
    if (this.#holding) return this.#holding;
    throw new Error('The lab has not been configured yet.');
  }

  #copy(source: LabPlane, destination: LabPlane): void {
    const holding = this.#now();
    this.#gpu.submit('GpuEngine.copy', (commands) => {
      commands.copy(holding.of(source).buffer, holding.of(destination).buffer, 0);
    });
    this.#stale((plane) => plane === destination);
  }

  #stale(isMeant: (plane: LabPlane | null) => boolean): void {
    for (const canvas of this.#canvases) canvas.isStale ||= isMeant(canvas.plane);
  }

  async #floats(buffer: GpuBuffer | null): Promise<Float32Array> {
    if (!buffer) throw new Error('The lab does not compute this now.');
    return new Float32Array(await this.#gpu.read(buffer));
  }
}

/** A canvas of the GPU. */
class GpuCanvas {
  readonly surface: Owned<CanvasSurface>;
  isStale = false;
  plane: LabPlane | null = null;
  look: LabLook | null = null;

  constructor(surface: Owned<CanvasSurface>) {
    this.surface = surface;
  }

  show(plane: LabPlane | null, look: LabLook | null): void {
    this.isStale ||= plane !== this.plane || !isSameLook(look, this.look);
    this.plane = plane;
    this.look = look;
  }
}

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
