/** All that a live lab has on the GPU for one setup: its pictures, and every launch, made once. Reads nothing back. */
import { DisposableStore } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import {
  createStatisticsBuffers,
  createTensor,
  prepareAveragePool,
  prepareAveragePoolGradient,
  prepareLabPicture,
  prepareLabPixels,
  prepareLabReadWindow,
  prepareLabResidual,
  prepareMaxPool,
  prepareMaxPoolGradient,
  preparePaddedConvolution,
  preparePaddedInputGradient,
  preparePaddedWeightGradient,
  prepareStatistics,
  winnerBytes,
  writeTensor,
} from '../../gpu/index.ts';
import type {
  BlockedTensor,
  Commands,
  Dispatch,
  Gpu,
  GpuBuffer,
  LabPictureDraw,
  LabWindowLaunch,
  LaunchGroup,
} from '../../gpu/index.ts';
import { sizeOf } from '../../math/index.ts';
import type { PaddedGeometry, Shape3 } from '../../math/index.ts';
import type { LabPlane, LabSetup } from './engine.ts';
import { isMeasured, partsOf, planesOf } from './planes.ts';
import type { PreparedConvolution, PreparedPool } from './settings.ts';

const BYTES_PER_FLOAT = 4;
/** Least, largest, mean, share of zeros. */
export const STATISTICS = 4;
const STATISTICS_BYTES = STATISTICS * BYTES_PER_FLOAT;
/** Numbers of all windows that are read in one go, and of one of them: 31 x 31 cells of three channels. */
export const MOST_NUMBERS = 16_384;
const MOST_OF_WINDOW = 2883;

/** A window of one cell that moves over every cell. */
const ONE_CELL: PaddedGeometry = {
  kernel: [1, 1],
  stride: [1, 1],
  dilation: [1, 1],
  before: [0, 0],
  after: [0, 0],
  padding: 'constant',
  value: 0,
};

type Launch = Dispatch | LaunchGroup;

/** How far two pictures are from each other. */
interface Comparison {
  readonly residual: readonly Launch[];
  readonly statistics: GpuBuffer;
  /** Sums of squares by channel: of the difference, and of what was kept. */
  readonly squares: GpuBuffer;
  readonly squaresBefore: GpuBuffer;
}

/** See the head of the file. `open` resolves when every launch is there. */
export class LabHolding implements Disposable {
  readonly setup: LabSetup;
  readonly shapes: ReadonlyMap<LabPlane, Shape3>;
  readonly tensors = new Map<LabPlane, BlockedTensor>();
  readonly draws = new Map<LabPlane, LabPictureDraw>();
  readonly windows = new Map<LabPlane, LabWindowLaunch>();
  /** What windows are read into. */
  readonly numbers: GpuBuffer;
  /** Planes that are measured, with their statistics one behind the other. */
  readonly measured: readonly LabPlane[];
  readonly statistics: GpuBuffer;
  readonly comparisons = new Map<'input' | 'output', Comparison>();
  weights: GpuBuffer | null = null;
  weightGradient: GpuBuffer | null = null;
  /** Squares of the differences from the target, by channel. */
  loss: GpuBuffer | null = null;
  readonly #gpu: Gpu;
  readonly #owned = new DisposableStore();
  readonly #pixels: GpuBuffer;
  #unpack: Owned<Dispatch> | null = null;
  readonly #forward: Launch[] = [];
  readonly #backward: Launch[] = [];
  readonly #down: Launch[] = [];
  readonly #statistics: { readonly launch: LaunchGroup; readonly layer: GpuBuffer }[] = [];

  private constructor(gpu: Gpu, setup: LabSetup) {
    this.#gpu = gpu;
    this.setup = setup;
    this.shapes = planesOf(setup);
    const [, height, width] = setup.input;
    this.#pixels = this.#buffer('pixels', height * width);
    this.numbers = this.#buffer('numbers', MOST_NUMBERS);
    this.measured = [...this.shapes.keys()].filter(isMeasured);
    this.statistics = this.#buffer('statistics', STATISTICS * this.measured.length);
  }

  /** Makes everything; `format` of the canvases, if there are any. Throws ShapeError, and then leaves nothing behind. */
  static async open(
    gpu: Gpu,
    setup: LabSetup,
    format: GPUTextureFormat | null,
    colormap: GpuBuffer,
  ): Promise<LabHolding> {
    const holding = new LabHolding(gpu, setup);
    try {
      await holding.#prepare(format, colormap);
      return holding;
    } catch (error) {
      holding.dispose();
      throw error;
    }
  }

  of(plane: LabPlane): BlockedTensor {
    const tensor = this.tensors.get(plane);
    if (tensor) return tensor;
    throw new Error(`The lab has no ${plane} now.`);
  }

  setPixels(rgba: Uint8Array | Uint8ClampedArray, divisor: number): void {
    const [channels, height, width] = this.setup.input;
    this.#gpu.upload(this.#pixels, wordsOf(rgba));
    const unpack = this.#unpack;
    if (!unpack) return;
    unpack.setParams({ width, height, channels, divisor });
    this.#gpu.submit('LabHolding.pixels', (commands) => {
      commands.dispatch(unpack);
    });
  }

  encode(commands: Commands, part: 'all' | 'backward'): void {
    if (part === 'all') for (const launch of this.#forward) encode(commands, launch);
    for (const launch of this.#backward) encode(commands, launch);
  }

  /** Forward, and the gradient of the distance from the target with respect to the weights. */
  encodeDescent(commands: Commands): void {
    for (const launch of [...this.#forward, ...this.#down]) encode(commands, launch);
  }

  encodeComparisons(commands: Commands): void {
    for (const { residual } of this.comparisons.values()) {
      for (const launch of residual) encode(commands, launch);
    }
  }

  encodeStatistics(commands: Commands): void {
    for (const { launch } of this.#statistics) encode(commands, launch);
    this.#statistics.forEach(({ layer }, index) => {
      commands.copy(layer, this.statistics, index * STATISTICS_BYTES);
    });
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #prepare(format: GPUTextureFormat | null, colormap: GpuBuffer): Promise<void> {
    const gpu = this.#gpu;
    for (const [plane, shape] of this.shapes) this.tensors.set(plane, this.#tensor(plane, shape));
    const { operation, isCompared, isLearning } = this.setup;
    const pixels = this.#pixels;
    const request = { pixels, output: this.of('input'), divisor: 1 };
    this.#unpack = this.#owned.add(await prepareLabPixels(gpu, 'LabHolding.pixels', request));
    if (operation.kind === 'pool') await this.#pool(operation.pool);
    else await this.#convolve(operation.convolution, isLearning);
    for (const [plane] of this.shapes) await this.#see(plane, format, colormap);
    if (isCompared) await this.#compare();
  }

  /** What painting and reading of a plane need. */
  async #see(plane: LabPlane, format: GPUTextureFormat | null, colormap: GpuBuffer): Promise<void> {
    const gpu = this.#gpu;
    const input = this.of(plane);
    const label = `LabHolding.${plane}`;
    if (isMeasured(plane)) await this.#measure(label, input);
    const window = { input, output: this.numbers, most: MOST_OF_WINDOW };
    this.windows.set(plane, this.#owned.add(await prepareLabReadWindow(gpu, label, window)));
    if (!format) return;
    const draw = await prepareLabPicture(gpu, label, format, { picture: input, colormap });
    this.draws.set(plane, this.#owned.add(draw));
  }

  async #measure(label: string, input: BlockedTensor): Promise<void> {
    const { channels, layer } = createStatisticsBuffers(this.#gpu, label, input.shape[0]);
    this.#owned.add(channels);
    this.#owned.add(layer);
    const request = { input, channels, layer };
    const launch = this.#owned.add(await prepareStatistics(this.#gpu, label, request));
    this.#statistics.push({ launch, layer });
  }

  async #convolve(convolution: PreparedConvolution, isLearning: boolean): Promise<void> {
    const gpu = this.#gpu;
    const { weights: values, outputShape, ...window } = convolution;
    const weights = this.#owned.add(gpu.bufferFrom('LabHolding.weights', values));
    this.weights = weights;
    const input = this.of('input');
    const label = 'LabHolding.convolve';
    const whole = { ...window, input, weights };
    if (this.tensors.has('parts')) {
      const { groups } = partsOf(convolution, input.shape);
      const parts = { ...whole, groups, output: this.of('parts') };
      this.#add(this.#forward, await preparePaddedConvolution(gpu, `${label}.parts`, parts));
      this.#add(this.#forward, await this.#sumOfParts(groups));
    } else {
      const output = { ...whole, output: this.of('output') };
      this.#add(this.#forward, await preparePaddedConvolution(gpu, label, output));
    }
    const weightGradient = this.#buffer('weightGradient', values.length);
    this.weightGradient = weightGradient;
    if (this.setup.isBackward) {
      const gradient = this.of('upstream');
      const back = { ...window, gradient, weights, inputGradient: this.of('inputGradient') };
      this.#add(this.#backward, await preparePaddedInputGradient(gpu, `${label}.back`, back));
      const ofWeights = { ...window, input, gradient, weightGradient };
      const name = `${label}.weights`;
      this.#add(this.#backward, await preparePaddedWeightGradient(gpu, name, ofWeights));
    }
    if (!isLearning) return;
    const gradient = this.#tensor('residual', outputShape);
    const apart = { a: this.of('output'), b: this.of('target'), output: gradient };
    const scale = 1 / sizeOf(outputShape);
    this.#add(this.#down, await prepareLabResidual(gpu, `${label}.residual`, { ...apart, scale }));
    const ofWeights = { ...window, input, gradient, weightGradient };
    this.#add(this.#down, await preparePaddedWeightGradient(gpu, `${label}.down`, ofWeights));
    this.loss = this.#buffer('loss', outputShape[0]);
    this.#add(this.#down, await this.#squares(gradient, this.loss));
  }

  async #pool({ kind, window, stride }: PreparedPool): Promise<void> {
    const gpu = this.#gpu;
    const { isBackward } = this.setup;
    const output = this.of('output');
    const request = { input: this.of('input'), output, window, stride };
    const label = 'LabHolding.pool';
    if (kind === 'average') {
      this.#add(this.#forward, await prepareAveragePool(gpu, label, request));
      if (!isBackward) return;
      const gradient = this.of('upstream');
      const back = { gradient, inputGradient: this.of('inputGradient'), window, stride };
      this.#add(this.#backward, await prepareAveragePoolGradient(gpu, `${label}.back`, back));
      return;
    }
    const winners = this.#owned.add(
      gpu.buffer('LabHolding.winners', winnerBytes(output.buffer.bytes)),
    );
    this.#add(this.#forward, await prepareMaxPool(gpu, label, { ...request, winners }));
    const back = { winners, window, stride };
    const ones = this.#tensor('ones', output.shape);
    writeTensor(gpu, ones, {
      shape: output.shape,
      data: new Float32Array(sizeOf(output.shape)).fill(1),
    });
    const wins = { ...back, gradient: ones, inputGradient: this.of('wins') };
    this.#add(this.#forward, await prepareMaxPoolGradient(gpu, `${label}.wins`, wins));
    if (!isBackward) return;
    const inputGradient = this.of('inputGradient');
    const whole = { ...back, gradient: this.of('upstream'), inputGradient };
    this.#add(this.#backward, await prepareMaxPoolGradient(gpu, `${label}.back`, whole));
  }

  async #compare(): Promise<void> {
    for (const plane of ['input', 'output'] as const) {
      const gpu = this.#gpu;
      const label = `LabHolding.compare.${plane}`;
      const a = this.of(plane);
      const b = this.of(plane === 'input' ? 'inputBefore' : 'outputBefore');
      const output = this.#tensor(`${plane}.apart`, a.shape);
      const { channels, layer } = createStatisticsBuffers(gpu, label, a.shape[0]);
      const squares = this.#buffer(`${plane}.squares`, a.shape[0]);
      const squaresBefore = this.#buffer(`${plane}.squaresBefore`, a.shape[0]);
      this.#owned.add(channels);
      this.#owned.add(layer);
      const residual: Launch[] = [];
      this.#add(residual, await prepareLabResidual(gpu, label, { a, b, output, scale: 1 }));
      this.#add(residual, await prepareStatistics(gpu, label, { input: output, channels, layer }));
      this.#add(residual, await this.#squares(output, squares));
      this.#add(residual, await this.#squares(b, squaresBefore));
      this.comparisons.set(plane, { residual, statistics: layer, squares, squaresBefore });
    }
  }

  /** Adds up the partial results: a kernel of one cell, whose weights are ones. */
  #sumOfParts(channels: number): Promise<Owned<Dispatch>> {
    const ones = new Float32Array(channels).fill(1);
    return preparePaddedConvolution(this.#gpu, 'LabHolding.convolve.sum', {
      ...ONE_CELL,
      groups: 1,
      input: this.of('parts'),
      weights: this.#owned.add(this.#gpu.bufferFrom('LabHolding.ones', ones)),
      output: this.of('output'),
    });
  }

  /** Sums of the squares of each channel: the gradient of a kernel of one weight, whose gradient is its input. */
  #squares(tensor: BlockedTensor, sums: GpuBuffer): Promise<Owned<Dispatch>> {
    return preparePaddedWeightGradient(this.#gpu, 'LabHolding.squares', {
      ...ONE_CELL,
      groups: tensor.shape[0],
      input: tensor,
      gradient: tensor,
      weightGradient: sums,
    });
  }

  #add(list: Launch[], launch: Owned<Launch>): void {
    list.push(this.#owned.add(launch));
  }

  #tensor(name: string, shape: Shape3): BlockedTensor {
    return this.#owned.add(createTensor(this.#gpu, `LabHolding.${name}`, shape));
  }

  #buffer(name: string, floats: number): GpuBuffer {
    return this.#owned.add(this.#gpu.buffer(`LabHolding.${name}`, floats * BYTES_PER_FLOAT));
  }
}

function encode(commands: Commands, launch: Launch): void {
  for (const one of 'dispatches' in launch ? launch.dispatches : [launch]) commands.dispatch(one);
}

/** The bytes as words, without a copy where they lie so that there can be a view. */
function wordsOf(bytes: Uint8Array | Uint8ClampedArray): Uint32Array {
  const whole = bytes.byteOffset % BYTES_PER_FLOAT === 0 ? bytes : bytes.slice();
  return new Uint32Array(whole.buffer, whole.byteOffset, whole.byteLength / BYTES_PER_FLOAT);
}
