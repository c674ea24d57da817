/** The engine as a whole: counting, timing, reading back, and telling what went wrong. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  DeviceLostError,
  GpuValidationError,
  OutOfMemoryError,
  randomArray,
} from '../base/index.ts';
import type { StudioError } from '../base/index.ts';
import { openDevice } from './adapter.ts';
import { createTensor, readTensor, uploadTensor, writeTensor } from './blocked-tensor.ts';
import { Gpu } from './gpu.ts';
import { prepareGlobalAveragePool, preparePictureView } from './kernels/index.ts';
import { openNodeGpu } from './testing/node-gpu.ts';

const node = openNodeGpu();
const opened = await openDevice(node);
const gpu = new Gpu(opened);

afterAll(() => {
  gpu.dispose();
});

describe('memory', () => {
  test('nothing is left when every owner has disposed', async () => {
    const fresh = await Gpu.open(node);
    const input = uploadTensor(fresh, 'Test.input', {
      shape: [5, 3, 3],
      data: randomArray(45, 1),
    });
    const output = createTensor(fresh, 'Test.output', [5, 1, 1]);
    const launch = await prepareGlobalAveragePool(fresh, 'Test.launch', { input, output });
    expect(fresh.stats.liveBytes).toBe(input.buffer.bytes + output.buffer.bytes + 16);
    for (const item of [input, output, launch]) item.dispose();
    expect(fresh.stats.liveBytes).toBe(0);
    fresh.dispose();
    expect(fresh.stats.bytes).toBe(0);
    fresh.dispose();
  });
});

describe('tensors', () => {
  test('come back as they went in, also when overwritten', async () => {
    const tensor = { shape: [6, 2, 3], data: randomArray(36, 1) } as const;
    const resident = uploadTensor(gpu, 'Test.tensor', tensor);
    expect(await readTensor(gpu, resident)).toEqual(tensor);
    const next = { shape: [6, 2, 3], data: randomArray(36, 2) } as const;
    writeTensor(gpu, resident, next);
    expect(await readTensor(gpu, resident)).toEqual(next);
    resident.dispose();
  });

  test('of another shape are refused', () => {
    const resident = createTensor(gpu, 'Test.tensor', [4, 2, 2]);
    const other = { shape: [4, 4, 1], data: new Float32Array(16) } as const;
    expect(() => {
      writeTensor(gpu, resident, other);
    }).toThrow('4 x 4 x 1 instead of 4 x 2 x 2');
    resident.dispose();
    expect(() => createTensor(gpu, 'Test.none', [0, 2, 2])).toThrow('0 x 2 x 2');
    const short = { shape: [4, 2, 2], data: new Float32Array(15) } as const;
    expect(() => uploadTensor(gpu, 'Test.short', short)).toThrow('15 values');
  });
});

describe('reading back', () => {
  test('takes a part of a buffer, and is counted', async () => {
    const data = Float32Array.from({ length: 100 }, (_, i) => i);
    const buffer = gpu.bufferFrom('Test.buffer', data);
    const before = gpu.stats.readBacks;
    expect(new Float32Array(await gpu.read(buffer))).toEqual(data);
    expect([...new Float32Array(await gpu.read(buffer, 40, 12))]).toEqual([10, 11, 12]);
    expect([...new Float32Array(await gpu.read(buffer, 392))]).toEqual([98, 99]);
    const { count, bytes } = gpu.stats.readBacks;
    expect([count - before.count, bytes - before.bytes]).toEqual([3, 420]);
    buffer.dispose();
  });

  test('sees what was written before it, not after', async () => {
    const buffer = gpu.bufferFrom('Test.buffer', Float32Array.of(1));
    const first = gpu.read(buffer);
    gpu.upload(buffer, Float32Array.of(2));
    const second = gpu.read(buffer);
    expect([...new Float32Array(await first), ...new Float32Array(await second)]).toEqual([1, 2]);
    buffer.dispose();
  });

  test('takes rows that are no multiple of 256 bytes, and more than the kept staging buffer', async () => {
    const size = { width: 301, height: 97 };
    const texture = gpu.texture('Test.texture', size.width, size.height);
    const texels = Uint8Array.from({ length: 4 * 301 * 97 }, (_, i) => (i * 7 + (i >> 8)) % 256);
    gpu.uploadTexels(texture, texels);
    expect(new Uint8Array(await gpu.readTexture(texture))).toEqual(texels);
    texture.dispose();
  });

  test('many at once do not mix', async () => {
    const buffers = Array.from({ length: 8 }, (_, i) =>
      gpu.bufferFrom('Test.many', new Float32Array(100 * (i + 1)).fill(i)),
    );
    const read = await Promise.all(buffers.map((buffer) => gpu.read(buffer)));
    read.forEach((bytes, i) => {
      expect(new Float32Array(bytes)).toEqual(new Float32Array(100 * (i + 1)).fill(i));
    });
    for (const buffer of buffers) buffer.dispose();
  });
});

describe('commands', () => {
  const shape = [3, 4, 4] as const;
  const input = uploadTensor(gpu, 'Test.input', { shape, data: randomArray(48, 1, 0, 255) });
  const output = createTensor(gpu, 'Test.output', [3, 1, 1]);
  const target = gpu.texture('Test.target', 4, 4);
  let pool: Awaited<ReturnType<typeof prepareGlobalAveragePool>>;
  let view: Awaited<ReturnType<typeof preparePictureView>>;

  beforeAll(async () => {
    pool = await prepareGlobalAveragePool(gpu, 'Test.pool', { input, output });
    view = await preparePictureView(gpu, 'Test.view', 'rgba8unorm', { picture: input });
  });
  afterAll(() => {
    for (const item of [input, output, target, pool, view]) item.dispose();
  });

  test('count launches by kernel, and submits', () => {
    const before = gpu.stats;
    gpu.submit('Test.submit', (commands) => {
      commands.dispatch(pool);
      commands.dispatch(pool);
      commands.draw(target.raw.createView(), view);
      commands.dispatch(pool);
    });
    const { dispatches, submits, buffersCreated } = gpu.stats;
    expect(
      (dispatches.global_average_pool ?? 0) - (before.dispatches.global_average_pool ?? 0),
    ).toBe(3);
    expect((dispatches.picture ?? 0) - (before.dispatches.picture ?? 0)).toBe(1);
    expect(submits - before.submits).toBe(1);
    expect(buffersCreated).toBe(before.buffersCreated);
  });

  test('a failure while encoding submits nothing', () => {
    const before = gpu.stats.submits;
    expect(() => {
      gpu.submit('Test.submit', () => {
        throw new Error('no');
      });
    }).toThrow('no');
    expect(gpu.stats.submits).toBe(before);
  });

  test('are timed one by one where the device has timestamps', async () => {
    const times = await gpu.profile('Test.profile', (commands) => {
      commands.dispatch(pool);
      commands.draw(target.raw.createView(), view);
      commands.dispatch(pool);
    });
    expect(opened.facts.features.timestamps).toBe(true);
    expect(times.map(({ kernel, label }) => `${kernel} ${label}`)).toEqual([
      'global_average_pool Test.pool',
      'picture Test.view',
      'global_average_pool Test.pool',
    ]);
    for (const { ms } of times) {
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThan(10_000);
    }
  });

  test('are timed over several submits at once', async () => {
    const times = await gpu.timed(async () => {
      gpu.submit('Test.one', (commands) => {
        commands.dispatch(pool);
        commands.dispatch(pool);
      });
      await Promise.resolve();
      gpu.submit('Test.two', (commands) => {
        commands.draw(target.raw.createView(), view);
      });
    });
    expect(times.map(({ kernel }) => kernel)).toEqual([
      'global_average_pool',
      'global_average_pool',
      'picture',
    ]);
    const live = gpu.stats.liveBytes;
    gpu.submit('Test.untimed', (commands) => {
      commands.dispatch(pool);
    });
    expect(gpu.stats.liveBytes).toBe(live);
  });

  test('have no times, rather than guesses, where it has none', async () => {
    const facts = {
      ...opened.facts,
      features: { ...opened.facts.features, timestamps: false },
    };
    const untimed = new Gpu({ device: opened.device, facts });
    const before = untimed.stats.submits;
    const times = await untimed.profile('Test.profile', (commands) => {
      commands.dispatch(pool);
    });
    expect(times).toEqual([]);
    expect(untimed.stats.submits).toBe(before + 1);
  });
});

describe('errors', () => {
  test('guard hands over what work returns', async () => {
    expect(await gpu.guard(() => 7)).toBe(7);
  });

  test('guard throws what the device finds invalid, and nobody else hears of it', async () => {
    const heard: StudioError[] = [];
    const stop = gpu.onError((error) => heard.push(error));
    const buffer = gpu.buffer('Test.buffer', 16);
    const work = gpu.guard(() => {
      gpu.upload(buffer, new Float32Array(8));
    });
    await expect(work).rejects.toThrow(GpuValidationError);
    await gpu.finished();
    expect(heard).toEqual([]);
    stop();
    buffer.dispose();
  });

  test('guard lets an exception through and leaves no scope open', async () => {
    const work = gpu.guard(() => {
      throw new RangeError('mine');
    });
    await expect(work).rejects.toThrow('mine');
    await expect(opened.device.popErrorScope()).rejects.toThrow();
  });

  test('guard throws OutOfMemoryError when the device has no memory left', async () => {
    const { device } = opened;
    const scopes = [new GPUOutOfMemoryError('full'), null];
    const pop = device.popErrorScope.bind(device);
    device.popErrorScope = async () => {
      await pop();
      return scopes.pop() ?? null;
    };
    try {
      await expect(gpu.guard(() => 1)).rejects.toThrow(OutOfMemoryError);
    } finally {
      device.popErrorScope = pop;
    }
  });

  test('outside of guard go to the listeners, until they stop', async () => {
    const heard: StudioError[] = [];
    const stop = gpu.onError((error) => heard.push(error));
    const buffer = gpu.buffer('Test.buffer', 16);
    gpu.upload(buffer, new Float32Array(8));
    await gpu.finished();
    await expect.poll(() => heard.length).toBe(1);
    expect(heard[0]).toBeInstanceOf(GpuValidationError);
    stop();
    buffer.dispose();
  });

  test('a lost device is told once; a disposed one is not', async () => {
    const device = await openDevice(node);
    const losing = new Gpu(device);
    const disposing = await Gpu.open(node);
    let told = false;
    void disposing.lost.then(() => (told = true));
    disposing.dispose();
    device.device.destroy();
    const error = await losing.lost;
    expect(error).toBeInstanceOf(DeviceLostError);
    expect(error.code).toBe('device-lost');
    expect(told).toBe(false);
    losing.dispose();
  });
});
