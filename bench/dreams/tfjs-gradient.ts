/** The gradient of a channel's mean with respect to the network's input, by TensorFlow.js' WebGPU backend. Knows not ours. */
import { borderOf } from '../../src/math/dream/index.ts';
import type { Layer } from '../../src/network/index.ts';
import { channelsFirst, channelsLast } from '../forward/contender.ts';
import { learnedOf, loadTfjs } from '../forward/tfjs.ts';
import type { Tensor, TensorFlow } from '../forward/tfjs.ts';
import type { Task } from '../forward/task.ts';
import type { Gradient, GradientWish } from './gradient.ts';

/** What the way back needs besides. */
interface Differentiating extends TensorFlow {
  conv2d(x: Tensor, filter: Tensor, strides: readonly number[], pad: 'same'): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  relu(x: Tensor): Tensor;
  slice(x: Tensor, begin: readonly number[], size: readonly number[]): Tensor;
  grad(of: (x: Tensor) => Tensor): (x: Tensor) => Tensor;
}

type Operation = (x: Tensor) => Tensor;

/** Loads the library and uploads the weights; what comes back runs forward and back, and waits until the gradient is read. */
export async function prepareTfjsGradient(
  task: Task,
  { layer: until, channel }: GradientWish,
): Promise<() => Promise<Gradient>> {
  const tf = (await loadTfjs('webgpu')) as Differentiating;
  await import('./tfjs-gradients.mjs');
  const end = task.layers.findIndex(({ name }) => name === until);
  const run = task.layers
    .slice(0, end + 1)
    .filter(({ kind }) => kind !== 'input')
    .map((layer) => operationOf(tf, task, layer, layer.name !== until));
  const shape = task.plan.find(({ layer }) => layer.name === until)?.shape;
  if (!shape) throw new Error(`There is no ${until}.`);
  const border = borderOf(shape);
  const [height, width] = [shape[1] - 2 * border, shape[2] - 2 * border];
  const objective = (x: Tensor): Tensor => {
    const sums = run.reduce((value, operation) => operation(value), x);
    return tf.mean(
      tf.slice(sums, [0, border, border, channel], [1, height, width, 1]),
      [0, 1, 2, 3],
    );
  };
  const gradient = tf.grad(objective);
  const [depth, rows, columns] = task.input.shape;
  const cells = rows * columns;
  const input = tf.tensor(channelsLast(task.input.data, depth, cells), [1, rows, columns, depth]);
  return async () => {
    const began = performance.now();
    const result = gradient(input);
    const data = await result.data();
    const ms = performance.now() - began;
    result.dispose();
    return { ms, values: [...channelsFirst(data, depth, cells)] };
  };
}

function operationOf(tf: Differentiating, task: Task, layer: Layer, isActive: boolean): Operation {
  if (layer.kind === 'max-pool') {
    return (x) => tf.maxPool(x, layer.window, layer.stride, 'valid');
  }
  if (layer.kind !== 'convolution') throw new Error(`No gradient of ${layer.kind} is measured.`);
  const { filter, bias } = learnedOf(tf, task, layer);
  return (x) => {
    const sums = tf.add(tf.conv2d(x, filter, layer.stride, 'same'), bias);
    return isActive ? tf.relu(sums) : sums;
  };
}
