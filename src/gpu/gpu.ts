/**
 * The engine: one open device with its kernels, memory, commands and read-back. Runs the same in the browser and
 * in Node. Knows no network, no picture, no page.
 */
import {
  DeviceLostError,
  GpuUnavailableError,
  GpuValidationError,
  OutOfMemoryError,
} from '../base/index.ts';
import type { Disposable, Owned, StudioError } from '../base/index.ts';
import { openDevice } from './adapter.ts';
import type { AdapterFacts, OpenDevice } from './adapter.ts';
import { CommandRecorder } from './commands.ts';
import type { Commands } from './commands.ts';
import { KernelCompiler } from './compiler.ts';
import type { KernelDefinition, KernelVariant } from './definition.ts';
import type { ComputeKernel, RenderKernel } from './kernel.ts';
import { GpuMemory } from './memory.ts';
import type { GpuBuffer, GpuTexture, MemoryStats } from './memory.ts';
import { PassTimer } from './profiler.ts';
import type { KernelTime } from './profiler.ts';
import { ReadBack } from './readback.ts';
import type { ReadBackStats } from './readback.ts';
import type { StructFields } from './struct.ts';
import { createSurface } from './surface.ts';
import type { CanvasSurface } from './surface.ts';

/** Counters since the device was opened. */
export interface GpuStats extends MemoryStats {
  readonly adapter: AdapterFacts;
  /** Launches by kernel name. */
  readonly dispatches: Readonly<Record<string, number>>;
  readonly pipelines: number;
  readonly submits: number;
  readonly readBacks: ReadBackStats;
}

/** One open GPU device. */
export class Gpu implements Disposable {
  readonly facts: AdapterFacts;
  /** Resolves once, when the device goes away without being disposed of. */
  readonly lost: Promise<DeviceLostError>;
  readonly #device: GPUDevice;
  readonly #memory: GpuMemory;
  readonly #compiler: KernelCompiler;
  readonly #readBack: ReadBack;
  readonly #dispatches = new Map<string, number>();
  readonly #listeners = new Set<(error: StudioError) => void>();
  #timer: PassTimer | null = null;
  #trace: Promise<readonly KernelTime[]>[] | null = null;
  #submits = 0;
  #disposed = false;

  /** Takes over an open device; `Gpu.open` is the usual way. */
  constructor({ device, facts }: OpenDevice) {
    this.#device = device;
    this.facts = facts;
    this.#memory = new GpuMemory(device);
    this.#compiler = new KernelCompiler(device, this.#memory);
    this.#readBack = new ReadBack(device, this.#memory);
    this.lost = new Promise((resolve) => {
      void device.lost.then((info) => {
        if (this.#disposed) return;
        resolve(
          new DeviceLostError('device-lost', `The graphics device went away: ${info.message}`, {
            reason: info.message,
          }),
        );
      });
    });
    device.addEventListener('uncapturederror', (event) => {
      const error = typedError(event.error);
      for (const listener of this.#listeners) listener(error);
    });
  }

  /** Opens the best adapter. Throws GpuUnavailableError, see `openDevice`. */
  static async open(gpu: GPU | undefined = offeredGpu()): Promise<Owned<Gpu>> {
    return new Gpu(await openDevice(gpu));
  }

  get stats(): GpuStats {
    return {
      adapter: this.facts,
      ...this.#memory.stats,
      dispatches: Object.fromEntries(this.#dispatches),
      pipelines: this.#compiler.count,
      submits: this.#submits,
      readBacks: this.#readBack.stats,
    };
  }

  /** Calls back for every error the device reports outside of `guard`. Returns how to stop. */
  onError(listener: (error: StudioError) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A compute kernel, compiled once. Throws ShaderError. */
  kernel<F extends StructFields>(
    definition: KernelDefinition<F>,
    variant?: KernelVariant,
  ): Promise<ComputeKernel<F>> {
    return this.#compiler.compute(definition, variant);
  }

  /** A fragment kernel for targets of `format`, compiled once. Throws ShaderError. */
  renderKernel<F extends StructFields>(
    definition: KernelDefinition<F>,
    format: GPUTextureFormat,
    variant?: KernelVariant,
  ): Promise<RenderKernel<F>> {
    return this.#compiler.render(definition, format, variant);
  }

  /** A storage buffer of `bytes` bytes, contents undefined. Throws OutOfMemoryError above the limits. */
  buffer(label: string, bytes: number): Owned<GpuBuffer> {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    return this.#memory.buffer(label, bytes, usage);
  }

  /** A storage buffer filled with `data`. */
  bufferFrom(label: string, data: Float32Array | Uint32Array): Owned<GpuBuffer> {
    const buffer = this.buffer(label, data.byteLength);
    this.upload(buffer, data);
    return buffer;
  }

  /** An rgba8unorm texture that pictures can be copied into, kernels can read and draws can target. */
  texture(
    label: string,
    width: number,
    height: number,
    format?: GPUTextureFormat,
  ): Owned<GpuTexture> {
    const usage =
      GPUTextureUsage.TEXTURE_BINDING |
      GPUTextureUsage.COPY_DST |
      GPUTextureUsage.COPY_SRC |
      GPUTextureUsage.RENDER_ATTACHMENT;
    return this.#memory.texture(label, width, height, usage, format);
  }

  /** Writes `data` into `buffer` from byte `offset`. */
  upload(buffer: GpuBuffer, data: Float32Array | Uint32Array, offset = 0): void {
    this.#device.queue.writeBuffer(
      buffer.raw,
      offset,
      data.buffer,
      data.byteOffset,
      data.byteLength,
    );
  }

  /** Writes RGBA bytes (row by row, not premultiplied) into a texture. */
  uploadTexels(texture: GpuTexture, texels: Uint8Array | Uint8ClampedArray): void {
    this.#device.queue.writeTexture(
      { texture: texture.raw },
      texels as Uint8Array<ArrayBuffer>,
      { bytesPerRow: texture.width * 4 },
      [texture.width, texture.height],
    );
  }

  /** Copies a decoded picture into a texture of its size, as sRGB bytes, not premultiplied. */
  uploadImage(
    texture: GpuTexture,
    source: ImageBitmap | HTMLVideoElement | OffscreenCanvas | VideoFrame,
  ): void {
    this.#device.queue.copyExternalImageToTexture(
      { source },
      { texture: texture.raw, premultipliedAlpha: false, colorSpace: 'srgb' },
      [texture.width, texture.height],
    );
  }

  /** Encodes and submits one command buffer. */
  submit(label: string, encode: (commands: Commands) => void): void {
    this.#record(label, encode, null);
  }

  /** As `submit`, and resolves to the time of each launch; empty without timestamp queries. */
  async profile(
    label: string,
    encode: (commands: Commands) => void,
  ): Promise<readonly KernelTime[]> {
    if (!this.facts.features.timestamps) {
      this.#record(label, encode, null);
      return [];
    }
    const timer = (this.#timer ??= new PassTimer(this.#device, this.#memory));
    timer.begin();
    this.#record(label, encode, timer);
    return timer.times((buffer, offset, bytes) => this.#readBack.read(buffer, offset, bytes));
  }

  /**
   * As `submit`, and resolves to milliseconds for the whole: by the device's clock where it has one, from the first
   * launch to the end of the last; else until the device says that it is done.
   */
  async measure(label: string, encode: (commands: Commands) => void): Promise<number> {
    if (!this.facts.features.timestamps) {
      await this.finished();
      const began = performance.now();
      this.#record(label, encode, null);
      await this.finished();
      return performance.now() - began;
    }
    const timer = (this.#timer ??= new PassTimer(this.#device, this.#memory));
    timer.begin();
    this.#record(label, encode, timer, false);
    const times = await timer.times((buffer, offset, bytes) =>
      this.#readBack.read(buffer, offset, bytes),
    );
    return times.reduce((sum, { ms }) => sum + ms, 0);
  }

  /** Runs `work` and resolves to the times of all that was submitted meanwhile; empty without timestamp queries. */
  async timed(work: () => Promise<void>): Promise<readonly KernelTime[]> {
    const trace: Promise<readonly KernelTime[]>[] = [];
    if (this.facts.features.timestamps) this.#trace = trace;
    try {
      await work();
    } finally {
      this.#trace = null;
    }
    return (await Promise.all(trace)).flat();
  }

  /** Bytes of a buffer, after all work submitted before. */
  read(buffer: GpuBuffer, offset?: number, bytes?: number): Promise<ArrayBuffer> {
    return this.#readBack.read(buffer, offset, bytes);
  }

  /** RGBA bytes of a texture, after all work submitted before. */
  readTexture(texture: GpuTexture): Promise<ArrayBuffer> {
    return this.#readBack.readTexture(texture.raw);
  }

  /** Gives back the memory of freed buffers that wait for reuse. */
  trim(): void {
    this.#memory.trim();
  }

  /** Resolves when everything submitted so far has run. */
  async finished(): Promise<void> {
    await this.#device.queue.onSubmittedWorkDone();
  }

  /** Runs `work`, which must not wait, and throws what the device makes of it: out of memory or validation. */
  async guard<T>(work: () => T): Promise<T> {
    this.#device.pushErrorScope('out-of-memory');
    this.#device.pushErrorScope('validation');
    let result: T;
    let scopes: Promise<GPUError | null>[];
    try {
      result = work();
    } finally {
      scopes = [this.#device.popErrorScope(), this.#device.popErrorScope()];
    }
    for (const error of await Promise.all(scopes)) if (error) throw typedError(error);
    return result;
  }

  /** Of canvases; none where there are no canvases. */
  get canvasFormat(): GPUTextureFormat | undefined {
    return offeredGpu()?.getPreferredCanvasFormat();
  }

  /** Connects a canvas. Throws GpuUnavailableError when the canvas gives no WebGPU context. */
  surface(canvas: HTMLCanvasElement | OffscreenCanvas): Owned<CanvasSurface> {
    const format = globalThis.navigator.gpu.getPreferredCanvasFormat();
    const surface = createSurface(this.#device, canvas, format);
    if (surface) return surface;
    throw new GpuUnavailableError('no-device', 'This canvas gives no WebGPU context.', {
      detail: 'canvas',
    });
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#timer?.dispose();
    this.#readBack.dispose();
    this.#memory.dispose();
    this.#device.destroy();
  }

  #record(
    label: string,
    encode: (commands: Commands) => void,
    timer: PassTimer | null,
    timesEach = true,
  ): void {
    if (this.#trace && !timer) {
      this.#recordTraced(this.#trace, label, encode);
      return;
    }
    const encoder = this.#device.createCommandEncoder({ label });
    const recorder = new CommandRecorder(encoder, this.#countLaunch, timer, timesEach);
    encode(recorder);
    this.#device.queue.submit([recorder.finish()]);
    this.#submits += 1;
  }

  /** Each submit has a timer of its own: several may be under way. */
  #recordTraced(
    trace: Promise<readonly KernelTime[]>[],
    label: string,
    encode: (commands: Commands) => void,
  ): void {
    const timer = new PassTimer(this.#device, this.#memory);
    this.#record(label, encode, timer);
    const read = timer.times((buffer, offset, bytes) => this.#readBack.read(buffer, offset, bytes));
    trace.push(read.finally(() => timer.dispose()));
  }

  readonly #countLaunch = (kernelName: string): void => {
    this.#dispatches.set(kernelName, (this.#dispatches.get(kernelName) ?? 0) + 1);
  };
}

/** Node before 21 has no navigator at all. */
function offeredGpu(): GPU | undefined {
  return (globalThis as { readonly navigator?: Navigator }).navigator?.gpu;
}

function typedError(error: GPUError): StudioError {
  if (typeof GPUOutOfMemoryError !== 'undefined' && error instanceof GPUOutOfMemoryError) {
    return new OutOfMemoryError(
      'out-of-memory',
      `The graphics device is out of memory: ${error.message}`,
      {
        bytes: 0,
      },
    );
  }
  return new GpuValidationError('gpu-validation', error.message, { detail: error.message });
}
