/** The one way from the GPU to JavaScript: copy to a staging buffer, map, copy out. Counts what it moves. */
import type { Disposable } from '../base/index.ts';
import type { GpuBuffer, GpuMemory } from './memory.ts';

/** How often and how much was read back. */
export interface ReadBackStats {
  readonly count: number;
  readonly bytes: number;
}

/** Reads up to this size go through buffers that are made once, so many of them: small reads make nothing. */
const KEPT_BYTES = 16 * 2 ** 10;
const KEPT_BUFFERS = 8;

/** Reads buffers of one device. */
export class ReadBack implements Disposable {
  readonly #device: GPUDevice;
  readonly #memory: GpuMemory;
  readonly #kept: GpuBuffer[] = [];
  #isFilled = false;
  #count = 0;
  #bytes = 0;

  constructor(device: GPUDevice, memory: GpuMemory) {
    this.#device = device;
    this.#memory = memory;
  }

  get stats(): ReadBackStats {
    return { count: this.#count, bytes: this.#bytes };
  }

  /** `bytes` bytes of `buffer` from `offset` (both multiples of 4), after all work submitted before. */
  async read(buffer: GpuBuffer, offset = 0, bytes = buffer.bytes - offset): Promise<ArrayBuffer> {
    const staging = this.#staging(bytes);
    const encoder = this.#device.createCommandEncoder({ label: `${buffer.label}.read` });
    encoder.copyBufferToBuffer(buffer.raw, offset, staging.raw, 0, bytes);
    this.#device.queue.submit([encoder.finish()]);
    return this.#take(staging, bytes);
  }

  /** The texels of a 4-byte-a-texel texture, row by row without padding. */
  async readTexture(texture: GPUTexture): Promise<ArrayBuffer> {
    const { width, height } = texture;
    const stride = Math.ceil((width * 4) / 256) * 256;
    const staging = this.#staging(stride * height);
    const encoder = this.#device.createCommandEncoder({ label: `${texture.label}.read` });
    encoder.copyTextureToBuffer(
      { texture },
      { buffer: staging.raw, bytesPerRow: stride },
      { width, height },
    );
    this.#device.queue.submit([encoder.finish()]);
    const padded = new Uint8Array(await this.#take(staging, stride * height));
    const texels = new Uint8Array(width * height * 4);
    for (let row = 0; row < height; row += 1) {
      texels.set(padded.subarray(row * stride, row * stride + width * 4), row * width * 4);
    }
    return texels.buffer;
  }

  dispose(): void {
    for (const staging of this.#kept.splice(0)) staging.dispose();
  }

  async #take(staging: GpuBuffer, bytes: number): Promise<ArrayBuffer> {
    this.#count += 1;
    this.#bytes += bytes;
    try {
      await staging.raw.mapAsync(GPUMapMode.READ, 0, bytes);
      return staging.raw.getMappedRange(0, bytes).slice(0);
    } finally {
      staging.raw.unmap();
      if (staging.bytes === KEPT_BYTES && this.#kept.length < KEPT_BUFFERS)
        this.#kept.push(staging);
      else staging.dispose();
    }
  }

  #staging(bytes: number): GpuBuffer {
    if (bytes > KEPT_BYTES) return this.#make(bytes);
    if (!this.#isFilled) {
      this.#isFilled = true;
      for (let i = 0; i < KEPT_BUFFERS; i += 1) this.#kept.push(this.#make(KEPT_BYTES));
    }
    return this.#kept.pop() ?? this.#make(KEPT_BYTES);
  }

  #make(bytes: number): GpuBuffer {
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    return this.#memory.buffer('ReadBack.staging', bytes, usage);
  }
}
