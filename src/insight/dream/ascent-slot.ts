/** What one picture has for itself while several grow through the same network: numbers, memory, placement, curve, bytes. */
import { settled } from '../../base/index.ts';
import type { Disposable, DisposableStore, Owned } from '../../base/index.ts';
import {
  prepareShow,
  prepareTransform,
  prepareTransformGradient,
  transformParams,
} from '../../gpu/index.ts';
import type { BlockedTensor, Commands, Gpu, GpuBuffer } from '../../gpu/index.ts';
import { drawPlacement, randomOfStep, restingPlacement } from '../../math/dream/index.ts';
import type {
  ColorTriple,
  DreamRecipe,
  Placement,
  PlacementSizes,
} from '../../math/dream/index.ts';
import { encodeAll } from './launches.ts';
import type { Launch } from './launches.ts';
import type { Parametrisation } from './parametrisation.ts';
import { openRegularisers, openUpkeep } from './regularisers.ts';
import { openStepper } from './stepper.ts';
import type { AscentState } from './types.ts';

/** What all slots of an engine share. */
export interface SlotRequest {
  readonly recipe: DreamRecipe;
  readonly mean: ColorTriple;
  readonly inputRange: 1 | 255;
  readonly parametrisation: Parametrisation;
  readonly sizes: PlacementSizes;
  /** What the objective looks at, and its gradient there. */
  readonly input: BlockedTensor;
  readonly inputGradient: BlockedTensor;
  /** What the bytes of the picture are written to, and the pixels before its own. */
  readonly shown: GpuBuffer;
  readonly first: number;
}

/** A slot: launches in their order, and what changes between steps. Made once, planted again and again. */
export interface AscentSlot {
  readonly parametrisation: Parametrisation;
  /** Steps done. */
  readonly step: number;
  /** What the objective was in each step, before it. */
  readonly curve: GpuBuffer;
  /** What is needed to go on, in the order of a state. */
  readonly memory: readonly GpuBuffer[];
  /** A new picture: its noise or start, nothing remembered. */
  plant(seed: number): void;
  /** Throws RangeError for a state of another kind of growth. */
  restore(state: AscentState): void;
  /** As the next step places the picture, as a draw that no step makes, or not transformed. */
  place(how: 'next' | 'rest' | { readonly draw: number }): void;
  /** Counts the step that is encoded next. */
  begin(): void;
  /** From numbers to what the objective looks at. */
  see(commands: Commands): void;
  /** From the gradient at what the objective looks at to the next numbers. */
  follow(commands: Commands): void;
  /** Brings the picture up to date, and its bytes if wanted. */
  show(commands: Commands, withBytes: boolean): void;
}

/** Makes a slot, owned by `owned`. Throws ShapeError. */
export async function openSlot(
  gpu: Gpu,
  owned: DisposableStore,
  request: SlotRequest,
): Promise<AscentSlot> {
  const { recipe, mean, parametrisation, sizes, input, inputGradient } = request;
  const { picture, pictureGradient, values, gradient, range } = parametrisation;
  const settings = transformSettings(request, restingPlacement(sizes));
  const buffers = { values: values.buffer, gradient: gradient.buffer };
  const { shown: output, first } = request;
  const { display, margin } = recipe;
  const own = async <T extends Disposable>(made: Promise<Owned<T>>): Promise<T> =>
    owned.add(await made);
  const [transform, transformBack, regularisers, upkeep, stepper, bytes] = await settled([
    own(prepareTransform(gpu, 'Dream.transform', { ...settings, picture, output: input })),
    own(
      prepareTransformGradient(gpu, 'Dream.transformBack', {
        ...settings,
        gradient: inputGradient,
        pictureGradient,
      }),
    ),
    openRegularisers(gpu, owned, recipe.regularisers, parametrisation),
    openUpkeep(gpu, owned, recipe.upkeep, parametrisation, mean),
    openStepper(gpu, owned, recipe.optimiser, buffers),
    own(prepareShow(gpu, 'Dream.show', { picture, range, display, margin, output, first })),
  ] as const);
  const curve = owned.add(gpu.bufferFrom('Dream.curve', new Float32Array(recipe.steps)));
  const memory = [values.buffer, curve, ...stepper.memory];
  const back: readonly Launch[] = [
    transformBack,
    ...regularisers,
    ...parametrisation.backward,
    ...stepper.launches,
  ];
  let [seed, step] = [0, 0];
  return {
    parametrisation,
    curve,
    memory,
    get step() {
      return step;
    },
    plant: (given) => {
      [seed, step] = [given, 0];
      gpu.submit('Dream.plant', (commands) => {
        for (const buffer of [curve, ...stepper.memory]) commands.clear(buffer);
      });
      parametrisation.begin(seed);
    },
    restore: (state) => {
      const isStep = Number.isInteger(state.step) && state.step >= 0;
      if (!isStep) throw new RangeError(`A step is a whole number, not ${String(state.step)}.`);
      memory.forEach((buffer, index) => {
        if (state.buffers[index]?.byteLength === buffer.bytes) return;
        throw new RangeError('What was saved is of another growth than this one.');
      });
      memory.forEach((buffer, index) => {
        const saved = state.buffers[index];
        if (saved) gpu.upload(buffer, saved);
      });
      ({ step } = state);
    },
    place: (how) => {
      const draw = (number: number): Placement =>
        drawPlacement(recipe.transforms, sizes, randomOfStep(seed, number));
      let placement = restingPlacement(sizes);
      if (how !== 'rest') placement = draw(how === 'next' ? step : -1 - how.draw);
      const chosen = transformSettings(request, placement);
      const params = transformParams(picture.shape, input.shape, chosen);
      transform.setParams(params);
      transformBack.setParams(params);
    },
    begin: () => {
      step += 1;
      stepper.begin(step);
    },
    see: (commands) => {
      encodeAll(commands, [...parametrisation.forward, transform]);
    },
    follow: (commands) => {
      encodeAll(commands, back);
      for (const { every, launch } of upkeep) {
        if (step % every === 0) encodeAll(commands, [launch]);
      }
    },
    show: (commands, withBytes) => {
      encodeAll(commands, parametrisation.forward);
      if (withBytes) encodeAll(commands, [bytes]);
    },
  };
}

/** Beyond the border the recipe tells a number of 0..1; the picture has its own range, and the objective takes another. */
function transformSettings(
  { recipe, inputRange, parametrisation: { range } }: SlotRequest,
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
