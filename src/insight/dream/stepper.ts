/** How the numbers follow their gradient: the launches of an optimiser, and what it remembers between steps. */
import type { DisposableStore } from '../../base/index.ts';
import {
  adamParams,
  prepareAdam,
  prepareAscend,
  preparePowerSum,
  prepareRmsprop,
} from '../../gpu/index.ts';
import type { Gpu, GpuBuffer } from '../../gpu/index.ts';
import type { Optimiser } from '../../math/dream/index.ts';
import type { Launch } from './launches.ts';

const BYTES_PER_FLOAT = 4;
/** Of a sum of squares. */
const SQUARE = 2;

/** An optimiser of one buffer of numbers. */
export interface Stepper {
  readonly launches: readonly Launch[];
  /** What it remembers; zeros before the first step. */
  readonly memory: readonly GpuBuffer[];
  /** Tells it the number of the step, from 1 on. */
  begin(step: number): void;
}

/** Makes the optimiser, owned by `owned`. Throws ShapeError. */
export async function openStepper(
  gpu: Gpu,
  owned: DisposableStore,
  optimiser: Optimiser,
  buffers: { readonly values: GpuBuffer; readonly gradient: GpuBuffer },
): Promise<Stepper> {
  const { values, gradient } = buffers;
  const begin = (): void => undefined;
  const remembered = (label: string): GpuBuffer => {
    const zeros = new Float32Array(values.bytes / BYTES_PER_FLOAT);
    return owned.add(gpu.bufferFrom(label, zeros));
  };
  switch (optimiser.kind) {
    case 'adam': {
      const [first, second] = [remembered('Dream.first'), remembered('Dream.second')];
      const request = { ...optimiser, ...buffers, first, second };
      const launch = owned.add(await prepareAdam(gpu, 'Dream.adam', request));
      return {
        launches: [launch],
        memory: [first, second],
        begin: (step) => {
          launch.setParams(adamParams(values, optimiser, step));
        },
      };
    }
    case 'rmsprop': {
      const squares = remembered('Dream.squares');
      const request = { ...optimiser, ...buffers, squares };
      const launch = owned.add(await prepareRmsprop(gpu, 'Dream.rmsprop', request));
      return { launches: [launch], memory: [squares], begin };
    }
    case 'ascend': {
      const sum = owned.add(gpu.buffer('Dream.sum', BYTES_PER_FLOAT));
      const summing = { values: gradient, output: sum, power: SQUARE, center: 0 };
      const launches = [
        owned.add(await preparePowerSum(gpu, 'Dream.squares', summing)),
        owned.add(await prepareAscend(gpu, 'Dream.ascend', { ...optimiser, ...buffers, sum })),
      ];
      return { launches, memory: [], begin };
    }
  }
}
