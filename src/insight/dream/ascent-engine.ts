/**
 * Lets a picture grow until something is excited most: numbers to picture, transformed into what the objective looks at, its
 * gradient all the way back, one step of the optimiser. One submit a step, no read-back, nothing made. Knows no network.
 */
import { DisposableStore } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import {
  createTensor,
  prepareTransform,
  prepareTransformGradient,
  readTensor,
  transformParams,
} from '../../gpu/index.ts';
import type {
  BlockedTensor,
  Commands,
  Gpu,
  GpuBuffer,
  TransformDispatch,
} from '../../gpu/index.ts';
import type { Tensor3 } from '../../math/index.ts';
import {
  displayed,
  drawPlacement,
  randomOfStep,
  restingPlacement,
} from '../../math/dream/index.ts';
import type { Placement, PlacementSizes } from '../../math/dream/index.ts';
import { encodeAll } from './launches.ts';
import type { Launch } from './launches.ts';
import { openParametrisation } from './parametrisation.ts';
import type { Parametrisation } from './parametrisation.ts';
import { openRegularisers, openUpkeep } from './regularisers.ts';
import type { Care } from './regularisers.ts';
import { openStepper } from './stepper.ts';
import type { Stepper } from './stepper.ts';
import type { AscentObjective, AscentRequest, AscentState } from './types.ts';

const BYTES_PER_FLOAT = 4;

/** All that is made once. */
interface Holding {
  readonly parametrisation: Parametrisation;
  readonly sizes: PlacementSizes;
  readonly input: BlockedTensor;
  readonly transform: TransformDispatch;
  readonly transformBack: TransformDispatch;
  readonly objective: AscentObjective;
  readonly regularisers: readonly Launch[];
  readonly stepper: Stepper;
  readonly upkeep: readonly Care[];
  /** What the objective was in each step, before it. */
  readonly curve: GpuBuffer;
}

/** See the head of the file. The GPU and the start stay whose they are. */
export class AscentEngine implements Disposable {
  readonly #gpu: Gpu;
  readonly #request: AscentRequest;
  readonly #holding: Holding;
  readonly #owned: DisposableStore;
  #step = 0;

  private constructor(gpu: Gpu, request: AscentRequest, holding: Holding, owned: DisposableStore) {
    this.#gpu = gpu;
    this.#request = request;
    this.#holding = holding;
    this.#owned = owned;
  }

  /** Makes everything and writes the start. Throws ShapeError, and then leaves nothing behind. */
  static async open(gpu: Gpu, request: AscentRequest): Promise<Owned<AscentEngine>> {
    const owned = new DisposableStore();
    try {
      const holding = await hold(gpu, owned, request);
      return new AscentEngine(gpu, request, holding, owned);
    } catch (error) {
      owned.dispose();
      throw error;
    }
  }

  /** Steps done. */
  get step(): number {
    return this.#step;
  }

  /** The picture on the GPU, 0..range of the recipe, as `show` left it; pixels are always up to date. */
  get picture(): BlockedTensor {
    return this.#holding.parametrisation.picture;
  }

  /** One step up. Beyond the steps of the recipe it goes on, but the curve has no room for more. */
  advance(): void {
    const { recipe, seed } = this.#request;
    const place = this.#step;
    const { parametrisation, sizes, stepper, upkeep } = this.#holding;
    const { transformBack, objective, regularisers, curve } = this.#holding;
    this.#place(drawPlacement(recipe.transforms, sizes, randomOfStep(seed, this.#step)));
    this.#step += 1;
    stepper.begin(this.#step);
    this.#gpu.submit('AscentEngine.advance', (commands) => {
      this.#see(commands);
      objective.encode(commands);
      if (place < recipe.steps) commands.copy(objective.value, curve, place * BYTES_PER_FLOAT);
      commands.dispatch(transformBack);
      encodeAll(commands, regularisers);
      encodeAll(commands, parametrisation.backward);
      encodeAll(commands, stepper.launches);
      for (const { every, launch } of upkeep) {
        if (this.#step % every === 0) encodeAll(commands, [launch]);
      }
    });
  }

  /**
   * Runs the objective on the picture as it is now, not transformed, or by a draw that no step makes: what the objective
   * holds then can be measured.
   */
  observe(draw: number | null = null): void {
    const { recipe, seed } = this.#request;
    const { sizes } = this.#holding;
    this.#place(
      draw === null
        ? restingPlacement(sizes)
        : drawPlacement(recipe.transforms, sizes, randomOfStep(seed, -1 - draw)),
    );
    this.#gpu.submit('AscentEngine.observe', (commands) => {
      this.#see(commands);
      this.#holding.objective.encode(commands);
    });
  }

  /** Brings `picture` up to date. */
  show(): void {
    this.#gpu.submit('AscentEngine.show', (commands) => {
      encodeAll(commands, this.#holding.parametrisation.forward);
    });
  }

  /** The picture as the recipe shows it, RGB 0..1. */
  async read(): Promise<Tensor3> {
    this.show();
    const { picture, range } = this.#holding.parametrisation;
    return displayed(await readTensor(this.#gpu, picture), this.#request.recipe.display, range);
  }

  /** What the objective was in every step so far, transformed, before the step. */
  async readCurve(): Promise<Float32Array> {
    const steps = Math.min(this.#step, this.#request.recipe.steps);
    if (steps === 0) return new Float32Array();
    const bytes = steps * BYTES_PER_FLOAT;
    return new Float32Array(await this.#gpu.read(this.#holding.curve, 0, bytes));
  }

  /** What `restore` needs to go on from here, in an engine of the same request. */
  async save(): Promise<AscentState> {
    const step = this.#step;
    const read = this.#buffers().map(
      async (buffer) => new Float32Array(await this.#gpu.read(buffer)),
    );
    return { step, buffers: await Promise.all(read) };
  }

  /** Goes on from a saved state. */
  restore({ step, buffers }: AscentState): void {
    this.#buffers().forEach((buffer, index) => {
      const values = buffers[index];
      if (values) this.#gpu.upload(buffer, values);
    });
    this.#step = step;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #buffers(): readonly GpuBuffer[] {
    const { parametrisation, stepper, curve } = this.#holding;
    return [parametrisation.values.buffer, curve, ...stepper.memory];
  }

  #see(commands: Commands): void {
    encodeAll(commands, this.#holding.parametrisation.forward);
    commands.dispatch(this.#holding.transform);
  }

  #place(placement: Placement): void {
    const { parametrisation, input, transform, transformBack } = this.#holding;
    const settings = transformSettings(this.#request, parametrisation, placement);
    const params = transformParams(parametrisation.picture.shape, input.shape, settings);
    transform.setParams(params);
    transformBack.setParams(params);
  }
}

async function hold(gpu: Gpu, owned: DisposableStore, request: AscentRequest): Promise<Holding> {
  const { recipe, seed, mean, start = null, size = recipe.size } = request;
  const { height, width } = request.input;
  const parametrisation = await openParametrisation(gpu, owned, {
    parameters: recipe.parameters,
    size,
    seed,
    mean,
    start,
  });
  const { picture, pictureGradient, values, gradient } = parametrisation;
  const sizes: PlacementSizes = {
    picture: { height: size, width: size },
    output: request.input,
    framing: recipe.framing,
  };
  const input = owned.add(createTensor(gpu, 'Dream.input', [3, height, width]));
  const objective = owned.add(await request.objective(input));
  const settings = transformSettings(request, parametrisation, restingPlacement(sizes));
  const transform = owned.add(
    await prepareTransform(gpu, 'Dream.transform', { ...settings, picture, output: input }),
  );
  const transformBack = owned.add(
    await prepareTransformGradient(gpu, 'Dream.transformBack', {
      ...settings,
      gradient: objective.gradient,
      pictureGradient,
    }),
  );
  const regularisers = await openRegularisers(gpu, owned, recipe.regularisers, parametrisation);
  const upkeep = await openUpkeep(gpu, owned, recipe.upkeep, parametrisation, mean);
  const buffers = { values: values.buffer, gradient: gradient.buffer };
  const stepper = await openStepper(gpu, owned, recipe.optimiser, buffers);
  const curve = owned.add(gpu.bufferFrom('Dream.curve', new Float32Array(recipe.steps)));
  const launches = { transform, transformBack, regularisers, stepper, upkeep };
  return { parametrisation, sizes, input, objective, curve, ...launches };
}

/** Beyond the border the recipe tells a number of 0..1; the picture has its own range, and the objective takes another. */
function transformSettings(
  { recipe, inputRange }: AscentRequest,
  { range }: Parametrisation,
  placement: Placement,
): Parameters<typeof transformParams>[2] {
  const { surroundings } = recipe;
  return {
    placement,
    surroundings:
      surroundings.kind === 'constant'
        ? { kind: 'constant', value: range * surroundings.value }
        : surroundings,
    gain: inputRange / range,
  };
}
