/** What everybody computes: one network at one size, with the same weights and the same input. Knows no library. */
import { randomArray } from '../../src/base/index.ts';
import { parseSafetensors } from '../../src/io/index.ts';
import { sizeOf } from '../../src/math/index.ts';
import type { Tensor3 } from '../../src/math/index.ts';
import { planLayers, recogniseOwn, vgg } from '../../src/network/index.ts';
import type { Layer, PlannedLayer, WeightSource } from '../../src/network/index.ts';
import { randomWeights } from '../../src/network/testing/random-weights.ts';

/** The networks that are measured: the one that comes with the studio, and the convolutions of VGG-16. */
export type ModelName = 'mini' | 'vgg16';

/** Names a task; travels from the command to the page. */
export interface TaskName {
  readonly model: ModelName;
  /** Side of the square input in pixels. */
  readonly side: number;
}

/** Everything a contender needs. */
export interface Task {
  readonly side: number;
  readonly layers: readonly Layer[];
  readonly plan: readonly PlannedLayer[];
  readonly weights: WeightSource;
  readonly input: Tensor3;
}

const SEED = 20;
/** As large as the values of a normalised picture are. */
const LARGEST_INPUT = 2;

/** Makes a task. `readMini` brings the bytes of Kawasemi-mini. */
export async function makeTask(
  { model, side }: TaskName,
  readMini: () => Promise<ArrayBuffer>,
): Promise<Task> {
  const { layers, weights } = model === 'mini' ? await mini(readMini) : vgg16();
  const plan = planLayers(layers, { height: side, width: side });
  const shape = [3, side, side] as const;
  const data = randomArray(sizeOf(shape), SEED, -LARGEST_INPUT, LARGEST_INPUT);
  return { side, layers, plan, weights, input: { shape, data } };
}

/** Names of the layers whose outputs are kept and compared. */
export function comparedLayers({ plan }: Task): readonly string[] {
  return plan.filter(({ layer }) => layer.kind !== 'input').map(({ layer }) => layer.name);
}

/** The learned values of a layer: weights as OIHW or [output, input], and the bias. */
export function valuesOf(
  { weights }: Task,
  name: string,
): { readonly weight: Float32Array; readonly bias: Float32Array } {
  const read = (tensor: string): Float32Array => {
    const found = weights.tensors.get(tensor);
    if (!found) throw new Error(`There is no ${tensor}.`);
    return found.values();
  };
  return { weight: read(`${name}.weight`), bias: read(`${name}.bias`) };
}

async function mini(
  readMini: () => Promise<ArrayBuffer>,
): Promise<Pick<Task, 'layers' | 'weights'>> {
  const weights = parseSafetensors(await readMini());
  return { layers: recogniseOwn(weights).layers, weights };
}

function vgg16(): Pick<Task, 'layers' | 'weights'> {
  const layers = vgg({ name: 'vgg16', head: { kind: 'none' } });
  return { layers, weights: randomWeights(layers, SEED) };
}
