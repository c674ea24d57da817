/** Encodes launches into one command buffer, counts them, and times them when asked. */
import type { Dispatch, Draw } from './kernel.ts';
import type { PassTimer } from './profiler.ts';

/** What may be put into one submit. */
export interface Commands {
  dispatch(launch: Dispatch): void;
  /** Draws over the whole of `target`, clearing it first. */
  draw(target: GPUTextureView, launch: Draw): void;
}

/** Commands of one submit. Consecutive dispatches share a compute pass, unless each is timed. */
export class CommandRecorder implements Commands {
  readonly #encoder: GPUCommandEncoder;
  readonly #count: (kernelName: string) => void;
  readonly #timer: PassTimer | null;
  #pass: GPUComputePassEncoder | null = null;

  constructor(
    encoder: GPUCommandEncoder,
    count: (kernelName: string) => void,
    timer: PassTimer | null,
  ) {
    this.#encoder = encoder;
    this.#count = count;
    this.#timer = timer;
  }

  dispatch(launch: Dispatch): void {
    const pass = this.#computePass(launch);
    pass.setPipeline(launch.pipeline);
    pass.setBindGroup(0, launch.bindGroup);
    pass.dispatchWorkgroups(...launch.workgroups);
    this.#count(launch.kernelName);
    if (this.#timer) this.#endPass();
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
