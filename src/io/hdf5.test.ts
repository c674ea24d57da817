/** HDF5 as Keras writes it, read through a real thread; and threads that fail in every way. */
import { describe, expect, test } from 'vitest';
import { hdf5Threads } from '../../scripts/lib/hdf5-thread.mjs';
import { WeightsError, randomArray } from '../base/index.ts';
import { openHdf5 } from './hdf5.ts';
import type { Hdf5Answer, Hdf5Request, Hdf5Thread, SpawnHdf5Thread } from './hdf5-protocol.ts';
import { hyperslabAt } from './hyperslab.ts';
import { hdf5Of } from './testing/hdf5-writer.ts';
import { readAll } from './testing/read-all.ts';

const { signal } = new AbortController();
const realSpawn = await hdf5Threads();
/** Threads that were started and not ended. */
let running = 0;
const spawn: SpawnHdf5Thread = () => {
  running += 1;
  const thread = realSpawn();
  return {
    ...thread,
    end: () => {
      running -= 1;
      thread.end();
    },
  };
};
const blobOf = async (...file: Parameters<typeof hdf5Of>): Promise<Blob> =>
  new Blob([await hdf5Of(...file)]);
const floatsOf = (bytes: Uint8Array<ArrayBuffer>): Float32Array => new Float32Array(bytes.buffer);
const asFloat32 = (data: Float32Array): Buffer => Buffer.from(data.buffer, 0, data.byteLength);

describe('a file as Keras writes it', () => {
  const kernel = randomArray(108, 1);
  const bias = randomArray(4, 2);
  const file = blobOf(
    [
      { path: 'block1_conv1/block1_conv1_W_1:0', shape: [3, 3, 3, 4], data: kernel },
      { path: 'block1_conv1/block1_conv1_b_1:0', shape: [4], data: bias },
      {
        path: 'deep/er/kernel:0',
        shape: [3, 3, 3, 4],
        data: kernel,
        chunks: [1, 3, 3, 4],
        compression: 4,
      },
      { path: 'double', shape: [2], data: Float64Array.of(1 / 3, 2) },
      { path: 'steps', shape: [2], data: Int32Array.of(1, 2) },
    ],
    { attributes: { keras_version: '2.1.0', layer_names: ['block1_conv1', 'block1_pool'] } },
  );

  test('names, shapes, numbers and texts', async () => {
    const archive = await openHdf5(await file, 'vgg16.h5', signal, spawn);
    expect(Object.fromEntries(archive.metadata)).toEqual({
      keras_version: '2.1.0',
      layer_names: 'block1_conv1,block1_pool',
    });
    expect([...archive.tensors.values()]).toEqual([
      { name: 'block1_conv1/block1_conv1_W_1:0', type: 'F32', shape: [3, 3, 3, 4], bytes: 432 },
      { name: 'block1_conv1/block1_conv1_b_1:0', type: 'F32', shape: [4], bytes: 16 },
      { name: 'deep/er/kernel:0', type: 'F32', shape: [3, 3, 3, 4], bytes: 432 },
      { name: 'double', type: 'F64', shape: [2], bytes: 16 },
    ]);
    for (const name of ['block1_conv1/block1_conv1_W_1:0', 'deep/er/kernel:0']) {
      expect(floatsOf(await readAll(archive, name))).toEqual(kernel);
      expect(floatsOf(await readAll(archive, name, 100))).toEqual(kernel.slice(25));
    }
    expect(floatsOf(await readAll(archive, 'block1_conv1/block1_conv1_b_1:0'))).toEqual(bias);
    archive.dispose();
    archive.dispose();
    expect(running).toBe(0);
  });

  test('a tensor that is not there, and an archive that is closed', async () => {
    const archive = await openHdf5(await file, 'vgg16.h5', signal, spawn);
    await expect(readAll(archive, 'x')).rejects.toMatchObject({ code: 'weights-missing' });
    archive.dispose();
    await expect(readAll(archive, 'double')).rejects.toThrow('vgg16.h5 is closed');
  });

  test('reading that is given up leaves the archive usable', async () => {
    const archive = await openHdf5(await file, 'vgg16.h5', signal, spawn);
    const control = new AbortController();
    const pieces = archive.read([{ name: 'double', offset: 0 }], control.signal);
    const first = pieces.next();
    control.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    expect(await readAll(archive, 'double')).toHaveLength(16);
    archive.dispose();
  });
});

test(
  'a tensor of several pieces, larger than the memory the thread may have',
  { timeout: 30_000 },
  async () => {
    const data = new Float32Array(16 * 2 ** 20).map((_, i) => i);
    const blob = await blobOf([
      { path: 'dense', shape: [2, 8 * 2 ** 20], data },
      { path: 'conv', shape: [5, 700, 999], data: data.subarray(0, 3_496_500) },
    ]);
    const archive = await openHdf5(blob, 'large.h5', signal, spawn);
    expect(asFloat32(data).equals(await readAll(archive, 'dense'))).toBe(true);
    const offset = 4 * 1_234_567;
    const rest = data.slice(1_234_567, 3_496_500);
    expect(asFloat32(rest).equals(await readAll(archive, 'conv', offset))).toBe(true);
    archive.dispose();
  },
);

describe('files that are refused', () => {
  const refusalOf = async (blob: Blob): Promise<unknown> => {
    const error: unknown = await openHdf5(blob, 'bad.h5', signal, spawn).then(
      () => null,
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(WeightsError);
    expect(running).toBe(0);
    return error;
  };

  test('cut off, and no HDF5 at all', async () => {
    const bytes = await hdf5Of([{ path: 'a', shape: [100], data: randomArray(100, 1) }]);
    const reason = {
      code: 'weights-format',
      values: { detail: 'the HDF5 file is damaged or cut off' },
    };
    expect(await refusalOf(new Blob([bytes.slice(0, -200)]))).toMatchObject(reason);
    expect(await refusalOf(new Blob(['hello']))).toMatchObject(reason);
    expect(await refusalOf(new Blob())).toMatchObject(reason);
  });

  test('a tensor that is larger than the file can be', async () => {
    const shape = [10_000, 10_000];
    // Chunks that were never written take no place: a small file that would be read as a sea of zeros.
    const bytes = await hdf5Of([
      {
        path: 'seas',
        shape: [100, 100],
        data: new Float32Array(10_000),
        chunks: [100, 100],
        compression: 9,
      },
    ]);
    const view = new DataView(bytes.buffer);
    let changed = 0;
    for (let at = 0; at + 16 <= bytes.length; at += 1) {
      if (view.getBigUint64(at, true) !== 100n || view.getBigUint64(at + 8, true) !== 100n)
        continue;
      shape.forEach((extent, i) => view.setBigUint64(at + 8 * i, BigInt(extent), true));
      changed += 1;
    }
    expect(changed).toBeGreaterThan(0);
    expect(await refusalOf(new Blob([bytes]))).toMatchObject({
      message: expect.stringContaining('cannot be in a file of') as string,
    });
  });

  test('a chunk for which the thread has no memory', { timeout: 30_000 }, async () => {
    const bytes = await blobOf([
      {
        path: 'a',
        shape: [12 * 2 ** 20],
        data: new Float32Array(12 * 2 ** 20),
        chunks: [12 * 2 ** 20],
        compression: 1,
      },
    ]);
    const archive = await openHdf5(bytes, 'chunk.h5', signal, spawn);
    await expect(readAll(archive, 'a')).rejects.toThrow('the numbers of a cannot be read');
    expect(running).toBe(0);
  });
});

describe('threads that fail', () => {
  /** A thread that answers as told. */
  const fake = (
    respond: (
      request: Hdf5Request | null,
      answer: (answer: Hdf5Answer) => void,
      breakDown: () => void,
    ) => void,
  ): { readonly spawn: SpawnHdf5Thread; ended: number } => {
    const state = {
      ended: 0,
      spawn: (): Hdf5Thread => {
        let onAnswer: (answer: Hdf5Answer) => void = () => undefined;
        let onBroken = (): void => undefined;
        return {
          listen: (answer, broken) => {
            onAnswer = answer;
            onBroken = broken;
            queueMicrotask(() => respond(null, onAnswer, onBroken));
          },
          send: (request) => respond(request, onAnswer, onBroken),
          end: () => {
            state.ended += 1;
          },
        };
      },
    };
    return state;
  };
  const listing = {
    metadata: [],
    tensors: [{ name: 'a', type: 'F32', shape: [2], bytes: 8 }],
  } as const;

  test('one that hangs is ended after less than a second', async () => {
    const thread = fake((request, answer) => request ?? answer({ kind: 'ready' }));
    const start = performance.now();
    await expect(openHdf5(new Blob(), 'slow.h5', signal, thread.spawn)).rejects.toMatchObject({
      code: 'weights-format',
      message: expect.stringContaining('slow.h5 as HDF5 took too long') as string,
    });
    expect(performance.now() - start).toBeLessThan(1000);
    expect(thread.ended).toBe(1);
  });

  test('one that breaks down while loading, opening, reading', async () => {
    const atLoading = fake((_, __, breakDown) => breakDown());
    await expect(openHdf5(new Blob(), 'x.h5', signal, atLoading.spawn)).rejects.toThrow(
      'broke down',
    );
    const atOpening = fake((request, answer, breakDown) =>
      request ? breakDown() : answer({ kind: 'ready' }),
    );
    await expect(openHdf5(new Blob(), 'x.h5', signal, atOpening.spawn)).rejects.toThrow(
      'broke down',
    );
    const atReading = fake((request, answer, breakDown) => {
      if (request === null) answer({ kind: 'ready' });
      else if (request.kind === 'open') answer({ kind: 'open', id: request.id, listing });
      else breakDown();
    });
    const archive = await openHdf5(new Blob(), 'x.h5', signal, atReading.spawn);
    await expect(readAll(archive, 'a')).rejects.toThrow('broke down');
    await expect(readAll(archive, 'a')).rejects.toThrow('broke down');
    expect([atLoading.ended, atOpening.ended, atReading.ended]).toEqual([1, 1, 1]);
  });

  test('opening that is given up ends the thread', async () => {
    const control = new AbortController();
    const thread = fake(() => undefined);
    const opening = openHdf5(new Blob(), 'x.h5', control.signal, thread.spawn);
    control.abort(new Error('enough'));
    await expect(opening).rejects.toThrow('enough');
    expect(thread.ended).toBe(1);
  });

  test('no thread at all', async () => {
    await expect(openHdf5(new Blob(), 'x.h5', signal)).rejects.toMatchObject({
      code: 'weights-format',
    });
  });
});

test.each<readonly [readonly number[], number, number, readonly number[], readonly number[]]>([
  [[4, 3], 0, 100, [0, 0], [4, 3]],
  [[4, 3], 0, 7, [0, 0], [2, 3]],
  [[4, 3], 4, 7, [1, 1], [1, 2]],
  [[4, 3], 6, 100, [2, 0], [2, 3]],
  [[2, 3, 4], 12, 8, [1, 0, 0], [1, 2, 4]],
  [[2, 3, 4], 0, 2, [0, 0, 0], [1, 1, 2]],
  [[2, 1, 4], 0, 4, [0, 0, 0], [1, 1, 4]],
  [[], 0, 4, [], []],
])('of %j from %i at most %i: %j %j', (shape, first, most, offset, count) => {
  expect(hyperslabAt(shape, first, most)).toEqual({ offset, count });
});
