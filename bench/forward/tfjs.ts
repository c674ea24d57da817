/** TensorFlow.js as it is published, on its WebGPU or WASM backend. Knows no other contender. */
import type { ConvolutionLayer, DenseLayer, Layer } from '../../src/network/index.ts';
import { channelsFirst, channelsLast } from './contender.ts';
import type { Contender, LayerTime } from './contender.ts';
import { loadScript, peerFile, threadsHere } from './peer-files.ts';
import { valuesOf } from './task.ts';
import type { Task } from './task.ts';

/** What is used of the library; NHWC. */
export interface Tensor {
  readonly shape: readonly number[];
  data(): Promise<Float32Array>;
  dispose(): void;
}

/** The library, as far as the bench uses it. */
export interface TensorFlow {
  readonly version_core: string;
  readonly wasm?: {
    setWasmPaths(folder: string): void;
    setThreadsCount(count: number): void;
    getThreadsCount(): number;
  };
  readonly fused: {
    conv2d(options: {
      x: Tensor;
      filter: Tensor;
      strides: readonly [number, number];
      pad: 'same';
      bias: Tensor;
      activation: 'relu' | 'linear';
    }): Tensor;
    matMul(options: { a: Tensor; b: Tensor; bias: Tensor; activation: 'relu' | 'linear' }): Tensor;
  };
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  getBackend(): string;
  backend(): unknown;
  tensor(data: Float32Array, shape: readonly number[]): Tensor;
  maxPool(x: Tensor, window: number, stride: number, pad: 'valid'): Tensor;
  mean(x: Tensor, axes: readonly number[]): Tensor;
  softmax(x: Tensor): Tensor;
}

/** The WebGPU backend of TensorFlow.js, as far as waiting for it needs. */
interface WebGpuBackend {
  readonly device: GPUDevice;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

type Operation = (x: Tensor) => Tensor;

/** Loads the library and uploads the weights. */
export async function prepareTfjs(backend: 'webgpu' | 'wasm', task: Task): Promise<Contender> {
  const tf = await loadTfjs(backend);
  const steps = task.layers
    .filter(({ kind }) => kind !== 'input')
    .map((layer) => ({ layer, run: operationOf(tf, task, layer) }));
  const [channels, height, width] = task.input.shape;
  const input = tf.tensor(channelsLast(task.input.data, channels, height * width), [
    1,
    height,
    width,
    channels,
  ]);
  let outputs = new Map<string, Tensor>();
  const clear = (): void => {
    for (const tensor of outputs.values()) tensor.dispose();
    outputs = new Map();
  };
  const finished = waiting(tf, backend);
  return {
    facts: {
      version: tf.version_core,
      ...(tf.wasm && { threads: tf.wasm.getThreadsCount() }),
    },
    ways: {},
    work: {},
    run: async () => {
      clear();
      let x = input;
      for (const { layer, run } of steps) outputs.set(layer.name, (x = run(x)));
      await x.data();
    },
    output: async (name) => {
      const tensor = outputs.get(name);
      if (!tensor) throw new Error(`There is no output ${name}.`);
      const data = await tensor.data();
      const depth = tensor.shape.at(-1) ?? 1;
      return channelsFirst(data, depth, data.length / depth);
    },
    layers: async () => {
      clear();
      const times: LayerTime[] = [];
      let x = input;
      for (const { layer, run } of steps) {
        const began = performance.now();
        outputs.set(layer.name, (x = run(x)));
        await finished();
        times.push({ layer: layer.name, ms: performance.now() - began });
      }
      return times;
    },
    dispose: () => {
      clear();
      return Promise.resolve();
    },
  };
}

/** Loads it as it is published, and throws if it takes another backend than it was asked for. */
export async function loadTfjs(backend: 'webgpu' | 'wasm'): Promise<TensorFlow> {
  await loadScript(peerFile('@tensorflow/tfjs-core/dist/tf-core.min.js'));
  await loadScript(peerFile('@tensorflow/tfjs-backend-cpu/dist/tf-backend-cpu.min.js'));
  await loadScript(
    peerFile(`@tensorflow/tfjs-backend-${backend}/dist/tf-backend-${backend}.min.js`),
  );
  const { tf } = globalThis as unknown as { readonly tf: TensorFlow };
  tf.wasm?.setWasmPaths(peerFile('@tensorflow/tfjs-backend-wasm/dist/'));
  tf.wasm?.setThreadsCount(threadsHere());
  await tf.setBackend(backend);
  await tf.ready();
  if (tf.getBackend() !== backend)
    throw new Error(`TensorFlow.js took ${tf.getBackend()} instead.`);
  return tf;
}

/** Resolves when all that was launched is done. The WASM backend computes at once. */
function waiting(tf: TensorFlow, backend: 'webgpu' | 'wasm'): () => Promise<void> {
  if (backend === 'wasm') return () => Promise.resolve();
  const webGpu = tf.backend() as WebGpuBackend;
  return async () => {
    webGpu.endComputePassEncoder();
    webGpu.submitQueue();
    await webGpu.device.queue.onSubmittedWorkDone();
  };
}

function operationOf(tf: TensorFlow, task: Task, layer: Layer): Operation {
  switch (layer.kind) {
    case 'convolution':
      return convolution(tf, task, layer);
    case 'max-pool':
      return (x) => tf.maxPool(x, layer.window, layer.stride, 'valid');
    case 'global-average-pool':
      return (x) => tf.mean(x, [1, 2]);
    case 'dense':
      return dense(tf, task, layer);
    case 'input':
    case 'average-pool':
    case 'flatten':
      throw new Error(`The bench does not know ${layer.kind}.`);
    default:
      return layer satisfies never;
  }
}

function convolution(tf: TensorFlow, task: Task, layer: ConvolutionLayer): Operation {
  const { stride, activation } = layer;
  const { filter, bias } = learnedOf(tf, task, layer);
  return (x) =>
    tf.fused.conv2d({
      x,
      filter,
      strides: [...stride],
      pad: 'same',
      bias,
      activation: activation ?? 'linear',
    });
}

/** Weights as [H, W, I, O] and the bias. */
export function learnedOf(
  tf: TensorFlow,
  task: Task,
  { name, inputChannels, channels, kernel }: ConvolutionLayer,
): { readonly filter: Tensor; readonly bias: Tensor } {
  const values = valuesOf(task, name);
  // OIHW: of each output what channelsLast makes is [H, W, I]; all of them as channels gives [H, W, I, O].
  const taps = kernel[0] * kernel[1];
  const perOutput = taps * inputChannels;
  const turned = new Float32Array(values.weight.length);
  for (let output = 0; output < channels; output += 1) {
    const own = values.weight.subarray(output * perOutput, (output + 1) * perOutput);
    turned.set(channelsLast(own, inputChannels, taps), output * perOutput);
  }
  const filter = tf.tensor(channelsLast(turned, channels, perOutput), [
    ...kernel,
    inputChannels,
    channels,
  ]);
  return { filter, bias: tf.tensor(values.bias, [channels]) };
}

function dense(tf: TensorFlow, task: Task, layer: DenseLayer): Operation {
  const values = valuesOf(task, layer.name);
  // [output, input] turned to [input, output].
  const b = tf.tensor(channelsLast(values.weight, layer.units, layer.inputUnits), [
    layer.inputUnits,
    layer.units,
  ]);
  const bias = tf.tensor(values.bias, [layer.units]);
  const activation = layer.activation === 'relu' ? 'relu' : 'linear';
  return (a) => {
    const sums = tf.fused.matMul({ a, b, bias, activation });
    if (layer.activation !== 'softmax') return sums;
    const shares = tf.softmax(sums);
    sums.dispose();
    return shares;
  };
}
