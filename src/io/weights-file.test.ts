/** Files are known by what is in them, and what is no file of weights is called by its name. */
import { describe, expect, test } from 'vitest';
import { hdf5Threads } from '../../scripts/lib/hdf5-thread.mjs';
import { writeSafetensors } from './safetensors-writer.ts';
import { hdf5Of } from './testing/hdf5-writer.ts';
import { bytesOf, npyOf, npzOf, zipOf } from './testing/npz-writer.ts';
import { readAll } from './testing/read-all.ts';
import { openWeightsFile } from './weights-file.ts';

const { signal } = new AbortController();
const data = Float32Array.of(1, 2);
const array = { name: 'a', shape: [2], data: new Uint8Array(data.buffer) };
const zipped = (...names: string[]): Uint8Array<ArrayBuffer> =>
  zipOf(names.map((name) => ({ name, content: bytesOf('x') })));
const text = (latin1: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(latin1, 'latin1'));

describe('by content, whatever the name', () => {
  test.each([
    ['safetensors', () => new Uint8Array(writeSafetensors(new Map([['a', { shape: [2], data }]])))],
    ['npz', () => npzOf([array])],
    ['HDF5', () => hdf5Of([{ path: 'a', shape: [2], data }])],
  ])('%s', async (_, make) => {
    const file = new Blob([await make()]);
    const archive = await openWeightsFile(file, 'weights.txt', signal, {
      spawnHdf5: await hdf5Threads(),
    });
    expect(new Float32Array((await readAll(archive, 'a')).buffer)).toEqual(data);
    archive.dispose();
  });

  test.each([0x0280, 0x4d42, 0x3c, 0x8b1f])(
    'safetensors whose length looks like another format: %i',
    async (length) => {
      const json = '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}'.padEnd(length);
      const head = new Uint8Array(8);
      new DataView(head.buffer).setBigUint64(0, BigInt(length), true);
      const archive = await openWeightsFile(new Blob([head, json, data]), 'a', signal);
      expect([...archive.tensors.keys()]).toEqual(['a']);
    },
  );
});

test.each<readonly [string, Uint8Array<ArrayBuffer>]>([
  ['0 B', new Uint8Array()],
  ['HTML', text('<!doctype html><title>Not found</title>')],
  ['HTML', text('\xef\xbb\xbf\n<html>')],
  ['JSON', text('{"error": "not found"}')],
  ['PyTorch (.pt, .pth)', zipped('archive/data.pkl', 'archive/data/0', 'archive/version')],
  ['PyTorch (.pt, .pth)', text('\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M')],
  ['Keras 3 (.keras)', zipped('metadata.json', 'config.json', 'model.weights.h5')],
  ['ZIP', zipped('letter.txt')],
  ['NumPy (.npy)', new Uint8Array(npyOf(array))],
  ['ONNX', text('\x08\x07\x12\x07pytorch\x1a\x051.13.1')],
  ['PNG', text('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06')],
  ['JPEG', text('\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0')],
  ['Git LFS', text('version https://git-lfs.github.com/spec/v1\noid sha256:1')],
  ['gzip', text('\x1f\x8b\x08\0\0\0\0\0\0\x03')],
  ['TensorFlow Lite', text('\x1c\0\0\0TFL3\0\0')],
])('%s is called so', async (found, bytes) => {
  await expect(openWeightsFile(new Blob([bytes]), 'dropped', signal)).rejects.toMatchObject({
    name: 'WeightsError',
    code: 'weights-unknown-format',
    values: { name: 'dropped', found },
  });
});

test('anything else is read as safetensors, which says what is wrong', async () => {
  await expect(
    openWeightsFile(new Blob([text('hello, world')]), 'a', signal),
  ).rejects.toMatchObject({
    name: 'WeightsError',
    code: 'weights-format',
  });
});
