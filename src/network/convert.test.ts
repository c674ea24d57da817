/** Files in other people's names and orders become the same file in the studio's own. */
import { describe, expect, it } from 'vitest';
import { BlobSource, encodeF16, openSafetensors, writeSafetensors } from '../io/index.ts';
import type { TensorArchive, TensorEntry, TensorPiece, TensorToWrite } from '../io/index.ts';
import { parseSafetensors } from '../io/index.ts';
import { sizeOf } from '../math/index.ts';
import { convertModel } from './convert.ts';
import { inOwnOrder } from './tensor-order.ts';
import { asKeras, asTimm, ownTensors } from './testing/foreign-tensors.ts';
import { recogniseModel } from './recognise.ts';

const NEVER = new AbortController().signal;
const ODD_NUMBERS = 37;

/** An archive in memory that gives its numbers in pieces of an odd length. */
function archiveOf(tensors: ReadonlyMap<string, TensorToWrite>, isHalf = false): TensorArchive {
  const unit = isHalf ? 2 : 4;
  const entries = new Map(
    [...tensors].map(([name, { shape }]): [string, TensorEntry] => [
      name,
      { name, type: isHalf ? 'F16' : 'F32', shape, bytes: sizeOf(shape) * unit },
    ]),
  );
  return {
    metadata: new Map(),
    tensors: entries,
    whole: null,
    // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous; memory has nothing to wait for
    async *read(wanted): AsyncGenerator<TensorPiece> {
      for (const { name, offset } of wanted) {
        const { data } = tensors.get(name)!;
        const numbers = isHalf ? encodeF16(data) : data;
        const all = new Uint8Array(numbers.buffer);
        for (let at = offset; at < all.length; at += ODD_NUMBERS * unit) {
          const bytes = all.slice(at, at + ODD_NUMBERS * unit);
          yield { entry: entries.get(name)!, offset: at, bytes };
          // What was given is not valid any more.
          bytes.fill(0xff);
        }
      }
    },
    dispose: () => undefined,
  };
}

async function converted(
  archive: TensorArchive,
  part: 'features' | 'all' = 'all',
): Promise<{ file: ArrayBuffer; parameters: number }> {
  const conversion = convertModel(archive, recogniseModel(archive), {
    part,
    metadata: { classes: 'imagenet-classes.json' },
  });
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of conversion.write(NEVER)) pieces.push(piece.slice());
  const file = await new Blob(pieces).arrayBuffer();
  expect(file.byteLength).toBe(conversion.bytes);
  return { file, parameters: conversion.parameters };
}

describe('a converted model', () => {
  const own = ownTensors();

  it.each([
    ['timm', asTimm(own), { color_order: 'RGB', value_range: '0..1', std: '0.229,0.224,0.225' }],
    ['Keras', asKeras(own), { color_order: 'BGR', value_range: '0..255', std: '1,1,1' }],
  ])('of %s has own names, own orders and says what it wants', async (_who, theirs, says) => {
    const { file } = await converted(archiveOf(theirs));
    const { tensors, metadata } = parseSafetensors(file);
    expect([...tensors.keys()]).toEqual([...own.keys()]);
    for (const [name, { shape, data }] of own) {
      expect(tensors.get(name)?.shape, name).toEqual(shape);
      expect(tensors.get(name)?.values(), name).toEqual(data);
    }
    expect(Object.fromEntries(metadata)).toMatchObject({
      ...says,
      architecture: 'vgg16',
      classes: 'imagenet-classes.json',
    });
  });

  it('is recognised as the same network', async () => {
    const before = recogniseModel(archiveOf(asKeras(own)));
    const { file } = await converted(archiveOf(asKeras(own)));
    const after = recogniseModel(parseSafetensors(file));
    expect(after.layers).toEqual(before.layers);
    expect(after.input).toEqual(before.input);
  });

  it('may be the convolutions alone', async () => {
    const { file, parameters } = await converted(archiveOf(asTimm(own)), 'features');
    const archive = await openSafetensors(new BlobSource(new Blob([file]), 'file'), NEVER);
    expect(recogniseModel(archive).head).toEqual({ kind: 'none' });
    expect([...archive.tensors.keys()]).toEqual(
      [...own.keys()].filter((n) => n.startsWith('block')),
    );
    expect(parameters).toBe(
      [...archive.tensors.values()].reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    );
  });

  it('keeps halves as they are', async () => {
    const { file } = await converted(archiveOf(asKeras(own), true));
    const { tensors } = parseSafetensors(file);
    for (const [name, { data }] of own) {
      const { type, bytes } = tensors.get(name)!;
      expect(type).toBe('F16');
      expect(bytes, name).toEqual(new Uint8Array(encodeF16(data).buffer));
    }
  });

  it.each([false, true])('holds no number that is not finite (halves: %s)', async (isHalf) => {
    for (const name of ['block3_conv2/block3_conv2_W_1:0', 'fc1/fc1_b_1:0']) {
      const theirs = asKeras(own);
      const { shape, data } = theirs.get(name)!;
      const broken = data.slice();
      broken[3] = Infinity;
      theirs.set(name, { shape, data: broken });
      await expect(converted(archiveOf(theirs, isHalf))).rejects.toMatchObject({
        code: 'weights-not-finite',
        values: { tensor: name },
      });
    }
  });

  it('of its own is the same file again', async () => {
    const file = writeSafetensors(own, {
      architecture: 'vgg16',
      color_order: 'RGB',
      value_range: '0..1',
      mean: '0.485,0.456,0.406',
      std: '0.229,0.224,0.225',
      classes: 'imagenet-classes.json',
    });
    const archive = await openSafetensors(new BlobSource(new Blob([file]), 'file'), NEVER);
    expect((await converted(archive)).file).toEqual(file);
  });
});

describe('a matrix in columns', () => {
  it.each([1, 400, 1000, 10_000])('comes in rows, in bands of %d bytes', async (bandBytes) => {
    const [outputs, inputs] = [7, 23];
    const data = Float32Array.from({ length: outputs * inputs }, (_, k) => k);
    const archive = archiveOf(new Map([['w', { shape: [inputs, outputs], data }]]));
    const tensor = {
      entry: archive.tensors.get('w')!,
      order: 'columns' as const,
      shape: [outputs, inputs],
      channels: inputs,
    };
    const rows: number[] = [];
    for await (const numbers of inOwnOrder(archive, tensor, NEVER, bandBytes)) {
      expect(numbers.byteLength).toBeLessThanOrEqual(Math.max(bandBytes, inputs * 4));
      rows.push(...numbers);
    }
    expect(rows).toEqual(
      Array.from(
        { length: outputs * inputs },
        (_, k) => (k % inputs) * outputs + Math.floor(k / inputs),
      ),
    );
  });
});
