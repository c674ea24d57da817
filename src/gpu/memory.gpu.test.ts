/** Every byte is counted, freed ones are used again, and what cannot be held is refused with words. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GpuValidationError, OutOfMemoryError } from '../base/index.ts';
import { openDevice } from './adapter.ts';
import { GpuMemory } from './memory.ts';
import { openNodeGpu } from './testing/node-gpu.ts';

const { device } = await openDevice(openNodeGpu());
const STORAGE = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
const MIB = 2 ** 20;

let memory: GpuMemory;

beforeEach(() => {
  memory = new GpuMemory(device);
});
afterEach(() => {
  memory.dispose();
  expect(memory.stats.bytes).toBe(0);
});
afterAll(() => {
  device.destroy();
});

describe('buffers', () => {
  test('are counted while they live, rounded up to 4 bytes', () => {
    const a = memory.buffer('Test.a', 10, STORAGE);
    const b = memory.buffer('Test.b', 100, STORAGE);
    expect([a.bytes, a.raw.size, a.raw.label]).toEqual([12, 12, 'Test.a']);
    expect(memory.stats).toEqual({ bytes: 112, liveBytes: 112, buffersCreated: 2 });
    a.dispose();
    a.dispose();
    expect(memory.stats.liveBytes).toBe(100);
    b.dispose();
    expect(memory.stats.liveBytes).toBe(0);
  });

  test('are used again by the next of the same size and usage, under its name', () => {
    const first = memory.buffer('Test.first', 64, STORAGE);
    first.dispose();
    expect(memory.stats).toEqual({ bytes: 64, liveBytes: 0, buffersCreated: 1 });
    const other = memory.buffer('Test.other', 64, STORAGE | GPUBufferUsage.COPY_SRC);
    const larger = memory.buffer('Test.larger', 68, STORAGE);
    const second = memory.buffer('Test.second', 64, STORAGE);
    expect(second.raw).toBe(first.raw);
    expect(other.raw).not.toBe(first.raw);
    expect(second.raw.label).toBe('Test.second');
    expect(memory.stats).toEqual({ bytes: 196, liveBytes: 196, buffersCreated: 3 });
    for (const buffer of [other, larger, second]) buffer.dispose();
  });

  test('a late second disposal does not free the next owner', () => {
    const first = memory.buffer('Test.first', 64, STORAGE);
    first.dispose();
    const second = memory.buffer('Test.second', 64, STORAGE);
    first.dispose();
    expect(memory.stats.liveBytes).toBe(64);
    const third = memory.buffer('Test.third', 64, STORAGE);
    expect(third.raw).not.toBe(second.raw);
    for (const buffer of [second, third]) buffer.dispose();
  });

  test('wait for reuse up to 16 MiB, and go on trim', () => {
    const buffers = [9, 8, 7].map((size) => memory.buffer('Test.large', size * MIB, STORAGE));
    for (const buffer of buffers) buffer.dispose();
    expect(memory.stats.bytes).toBe(16 * MIB);
    memory.trim();
    expect(memory.stats.bytes).toBe(0);
  });

  test('above the limits are refused before the device is asked', () => {
    const limit = device.limits.maxStorageBufferBindingSize;
    let thrown: unknown;
    try {
      memory.buffer('Test.huge', limit + 4, STORAGE);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(OutOfMemoryError);
    expect(thrown).toMatchObject({
      code: 'out-of-memory',
      values: { bytes: limit + 4, limit, label: 'Test.huge' },
    });
    expect(memory.stats.buffersCreated).toBe(0);
  });

  test.each([0, -4, 1.5, Number.NaN])('of %s bytes are refused', (bytes) => {
    expect(() => memory.buffer('Test.none', bytes, STORAGE)).toThrow(GpuValidationError);
  });
});

describe('textures', () => {
  const usage = (): number => GPUTextureUsage.TEXTURE_BINDING;

  test('are counted while they live', () => {
    const texture = memory.texture('Test.texture', 30, 20, usage());
    expect([texture.width, texture.height, texture.bytes]).toEqual([30, 20, 2400]);
    expect(memory.stats.liveBytes).toBe(2400);
    texture.dispose();
    texture.dispose();
    expect(memory.stats.liveBytes).toBe(0);
  });

  test('larger than the device allows are refused', () => {
    const side = device.limits.maxTextureDimension2D + 1;
    expect(() => memory.texture('Test.wide', side, 1, usage())).toThrow(OutOfMemoryError);
    expect(() => memory.texture('Test.high', 1, side, usage())).toThrow(String(side));
  });

  test('without a pixel are refused', () => {
    expect(() => memory.texture('Test.none', 0, 5, usage())).toThrow(GpuValidationError);
  });
});
