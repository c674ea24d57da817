/** ONNX Runtime Web as it is published, on its WebGPU or WASM provider. Knows no other contender. */
import type { Contender } from './contender.ts';
import { INPUT_NAME, writeOnnxModel } from './onnx-model.ts';
import { peerFile, threadsHere } from './peer-files.ts';
import type { Task } from './task.ts';

/** What is used of the library; NCHW. */
interface OrtTensor {
  getData(): Promise<Float32Array>;
  dispose(): void;
}

interface OrtSession {
  run(feeds: Record<string, OrtTensor>): Promise<Record<string, OrtTensor>>;
  release(): Promise<void>;
}

interface Ort {
  readonly env: {
    readonly versions: { readonly web?: string; readonly common: string };
    readonly wasm: { wasmPaths: string; numThreads: number };
    readonly webgpu: { readonly device: GPUDevice | Promise<GPUDevice> };
  };
  readonly InferenceSession: {
    create(model: Uint8Array, options: Record<string, unknown>): Promise<OrtSession>;
  };
  readonly Tensor: {
    new (type: 'float32', data: Float32Array, dims: readonly number[]): OrtTensor;
    fromGpuBuffer(
      buffer: GPUBuffer,
      options: { dataType: 'float32'; dims: readonly number[] },
    ): OrtTensor;
  };
}

/** Loads the library, writes the model and opens a session. */
export async function prepareOrt(provider: 'webgpu' | 'wasm', task: Task): Promise<Contender> {
  const folder = 'onnxruntime-web/dist/';
  const ort = (await import(
    /* @vite-ignore */ peerFile(`${folder}ort.${provider}.min.mjs`)
  )) as Ort;
  ort.env.wasm.wasmPaths = peerFile(folder);
  ort.env.wasm.numThreads = threadsHere();
  const session = await ort.InferenceSession.create(writeOnnxModel(task), {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    ...(provider === 'webgpu' && { preferredOutputLocation: 'gpu-buffer' }),
  });
  const input = await inputOf(ort, provider, task);
  const last = task.layers.at(-1)?.name ?? '';
  let outputs: Record<string, OrtTensor> = {};
  const clear = (): void => {
    for (const tensor of Object.values(outputs)) tensor.dispose();
    outputs = {};
  };
  const outputOf = (name: string): Promise<Float32Array> => {
    const tensor = outputs[name];
    if (!tensor) throw new Error(`There is no output ${name}.`);
    return tensor.getData();
  };
  return {
    facts: {
      version: ort.env.versions.web ?? ort.env.versions.common,
      ...(provider === 'wasm' && { threads: ort.env.wasm.numThreads }),
    },
    ways: {},
    work: {},
    run: async () => {
      clear();
      outputs = await session.run({ [INPUT_NAME]: input });
      await outputOf(last);
    },
    output: outputOf,
    // The runtime runs the graph as a whole.
    layers: () => Promise.resolve(null),
    dispose: async () => {
      clear();
      await session.release();
    },
  };
}

/** The input where the provider wants it: on the GPU before the first run. */
async function inputOf(ort: Ort, provider: 'webgpu' | 'wasm', task: Task): Promise<OrtTensor> {
  const dims = [1, ...task.input.shape];
  if (provider === 'wasm') return new ort.Tensor('float32', task.input.data, dims);
  const device = await ort.env.webgpu.device;
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const buffer = device.createBuffer({
    size: task.input.data.byteLength,
    usage: STORAGE | COPY_SRC | COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, task.input.data as Float32Array<ArrayBuffer>);
  return ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims });
}
