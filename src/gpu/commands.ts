/** Encodes launches into one command buffer, counts them, and times them when asked. */
import type { Dispatch, Draw } from './kernel.ts';
import type { GpuBuffer } from './memory.ts';
import type { PassTimer } from './profiler.ts';

/** What may be put into one submit. */
export interface Commands {
  dispatch(launch: Dispatch): void;
  /** Draws over the whole of `target`, clearing it first. */
  draw(target: GPUTextureView, launch: Draw): void;
  /** Clears `target` and draws each launch inside its own rectangle only, device pixels. */
  drawParts(target: GPUTextureView, parts: readonly DrawPart[]): void;
  /** Fills a buffer with zeros. */
  clear(buffer: GpuBuffer): void;
  /** Copies all of `from` to byte `offset` of `to`. */
  copy(from: GpuBuffer, to: GpuBuffer, offset: number): void;
}

/** A draw that covers a rectangle of its target, in whole device pixels inside of it. */
export interface DrawPart {
  readonly launch: Draw;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Commands of one submit. Consecutive dispatches share a compute pass, unless a timer times each. */
export class CommandRecorder implements Commands {
  readonly #encoder: GPUCommandEncoder;
  readonly #count: (kernelName: string) => void;
  readonly #timer: PassTimer | null;
  readonly #timesEach: boolean;
  #pass: GPUComputePassEncoder | null = null;

  constructor(
    encoder: GPUCommandEncoder,
    count: (kernelName: string) => void,
    timer: PassTimer | null,
    timesEach = true,
  ) {
    this.#encoder = encoder;
    this.#count = count;
    this.#timer = timer;
    this.#timesEach = timesEach;
  }

  dispatch(launch: Dispatch): void {
    const pass = this.#computePass(launch);
    pass.setPipeline(launch.pipeline);
    pass.setBindGroup(0, launch.bindGroup);
    pass.dispatchWorkgroups(...launch.workgroups);
    this.#count(launch.kernelName);
    if (this.#timer && this.#timesEach) this.#endPass();
  }

  draw(target: GPUTextureView, launch: Draw): void {
    this.#endPass();
    const timestampWrites = this.#timer?.next(launch.kernelName, launch.label);
    const pass = this.#encoder.beginRenderPass({
      label: launch.label,
      colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store' }],
      ...(timestampWrites && { timestampWrites }),
    });
    pass.setPipeline(launch.pipeline);
    pass.setBindGroup(0, launch.bindGroup);
    pass.draw(3);
    pass.end();
    this.#count(launch.kernelName);
  }

  drawParts(target: GPUTextureView, parts: readonly DrawPart[]): void {
    this.#endPass();
    const [first] = parts;
    const timestampWrites = first && this.#timer?.next(first.launch.kernelName, first.launch.label);
    const pass = this.#encoder.beginRenderPass({
      label: first?.launch.label ?? 'Gpu.clear',
      colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store' }],
      ...(timestampWrites && { timestampWrites }),
    });
    for (const { launch, x, y, width, height } of parts) {
      pass.setPipeline(launch.pipeline);
      pass.setBindGroup(0, launch.bindGroup);
      pass.setScissorRect(x, y, width, height);
      pass.draw(3);
      this.#count(launch.kernelName);
    }
    pass.end();
  }

  clear(buffer: GpuBuffer): void {
    this.#endPass();
    this.#encoder.clearBuffer(buffer.raw);
  }

  copy(from: GpuBuffer, to: GpuBuffer, offset: number): void {
    this.#endPass();
    this.#encoder.copyBufferToBuffer(from.raw, 0, to.raw, offset, from.bytes);
  }

  /** Ends what is open and hands over the command buffer. */
  finish(): GPUCommandBuffer {
    this.#endPass();
    this.#timer?.resolve(this.#encoder);
    return this.#encoder.finish();
  }

  #computePass(launch: Dispatch): GPUComputePassEncoder {
    if (this.#pass) return this.#pass;
    const timestampWrites = this.#timer?.next(launch.kernelName, launch.label);
    this.#pass = this.#encoder.beginComputePass({
      label: this.#timer ? launch.label : 'Gpu.compute',
      ...(timestampWrites && { timestampWrites }),
    });
    return this.#pass;
  }

  #endPass(): void {
    this.#pass?.end();
    this.#pass = null;
  }
}
