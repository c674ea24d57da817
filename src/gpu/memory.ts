/** Buffers and textures of one device: made here, counted here, pooled by size. Knows no kernel. */
import { GpuValidationError, OutOfMemoryError } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';

/** A buffer whose bytes are counted until it is disposed of. */
export interface GpuBuffer extends Disposable {
  readonly label: string;
  /** Bytes, a multiple of 4. */
  readonly bytes: number;
  readonly raw: GPUBuffer;
}

/** A texture whose bytes are counted until it is disposed of. */
export interface GpuTexture extends Disposable {
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly raw: GPUTexture;
}

/** What memory is held, and what was ever made. */
export interface MemoryStats {
  /** Bytes on the device, pooled ones included. */
  readonly bytes: number;
  /** Bytes in use, pooled ones left out: 0 when every owner has disposed. */
  readonly liveBytes: number;
  readonly buffersCreated: number;
}

/** Freed buffers up to this size in all wait for reuse. */
const POOL_BYTES = 16 * 2 ** 20;
const BYTES_PER_TEXEL = 4;

/** Makes buffers and textures, refuses what the device cannot hold, and counts. */
export class GpuMemory implements Disposable {
  readonly #device: GPUDevice;
  readonly #free = new Map<string, GPUBuffer[]>();
  #freeBytes = 0;
  #liveBytes = 0;
  #buffersCreated = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  get stats(): MemoryStats {
    return {
      bytes: this.#liveBytes + this.#freeBytes,
      liveBytes: this.#liveBytes,
      buffersCreated: this.#buffersCreated,
    };
  }

  /** A buffer of at least `bytes`; its contents are undefined. Throws OutOfMemoryError above the device's limits. */
  buffer(label: string, bytes: number, usage: GPUBufferUsageFlags): Owned<GpuBuffer> {
    if (!Number.isSafeInteger(bytes) || bytes <= 0) {
      throw new GpuValidationError(
        'gpu-validation',
        `${label}: cannot hold ${String(bytes)} bytes`,
        {
          detail: label,
        },
      );
    }
    const size = Math.ceil(bytes / 4) * 4;
    const { limits } = this.#device;
    const limit =
      (usage & GPUBufferUsage.STORAGE) === 0
        ? limits.maxBufferSize
        : Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
    if (size > limit) {
      throw new OutOfMemoryError(
        'out-of-memory',
        `${label} needs ${String(size)} bytes in one piece; this device allows ${String(limit)}.`,
        { bytes: size, limit, label },
      );
    }
    const key = `${String(usage)}:${String(size)}`;
    const reused = this.#free.get(key)?.pop();
    if (reused) {
      reused.label = label;
      this.#freeBytes -= size;
    } else {
      this.#buffersCreated += 1;
    }
    const raw = reused ?? this.#device.createBuffer({ label, size, usage });
    this.#liveBytes += size;
    let live = true;
    return {
      label,
      bytes: size,
      raw,
      dispose: () => {
        if (!live) return;
        live = false;
        this.#liveBytes -= size;
        this.#release(key, raw, size);
      },
    };
  }

  /** An rgba8unorm-sized (4 bytes a texel) texture. Throws OutOfMemoryError above the device's limits. */
  texture(
    label: string,
    width: number,
    height: number,
    usage: GPUTextureUsageFlags,
    format: GPUTextureFormat = 'rgba8unorm',
  ): Owned<GpuTexture> {
    if (![width, height].every((side) => Number.isSafeInteger(side) && side > 0)) {
      throw new GpuValidationError(
        'gpu-validation',
        `${label}: there is no texture of ${String(width)} x ${String(height)}`,
        { detail: label },
      );
    }
    const limit = this.#device.limits.maxTextureDimension2D;
    if (width > limit || height > limit) {
      throw new OutOfMemoryError(
        'out-of-memory',
        `${label} is ${String(width)} x ${String(height)}; this device allows ${String(limit)} a side.`,
        { bytes: width * height * BYTES_PER_TEXEL, limit, label },
      );
    }
    const raw = this.#device.createTexture({ label, size: [width, height], format, usage });
    const bytes = width * height * BYTES_PER_TEXEL;
    this.#liveBytes += bytes;
    let live = true;
    return {
      label,
      width,
      height,
      bytes,
      raw,
      dispose: () => {
        if (!live) return;
        live = false;
        this.#liveBytes -= bytes;
        raw.destroy();
      },
    };
  }

  /** Destroys the buffers that wait for reuse. */
  trim(): void {
    for (const list of this.#free.values()) for (const raw of list) raw.destroy();
    this.#free.clear();
    this.#freeBytes = 0;
  }

  dispose(): void {
    this.trim();
  }

  #release(key: string, raw: GPUBuffer, size: number): void {
    if (this.#freeBytes + size > POOL_BYTES) {
      raw.destroy();
      return;
    }
    const list = this.#free.get(key);
    if (list) list.push(raw);
    else this.#free.set(key, [raw]);
    this.#freeBytes += size;
  }
}
