/** Safetensors: numbers come out exactly, and nothing malformed gets in. */
import { describe, expect, test } from 'vitest';
import { WeightsError, createRandom, randomArray } from '../base/index.ts';
import { parseSafetensors } from './safetensors.ts';
import { writeSafetensors } from './safetensors-writer.ts';

const ENTRY = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };

/** A file of any header and data, right or wrong. */
function fileOf(header: unknown, dataBytes: number): ArrayBuffer {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  const json = new TextEncoder().encode(text);
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes.buffer;
}

function withLength(length: bigint): ArrayBuffer {
  const buffer = fileOf({ a: ENTRY }, 8);
  new DataView(buffer).setBigUint64(0, length, true);
  return buffer;
}

function textFile(text: string): ArrayBuffer {
  return new TextEncoder().encode(text).slice().buffer;
}

function failureOf(work: () => unknown): WeightsError {
  try {
    work();
  } catch (error) {
    if (error instanceof WeightsError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('what is written is read', () => {
  test('shapes, numbers, metadata', () => {
    const tensors = new Map([
      ['scalar', { shape: [], data: Float32Array.of(7) }],
      ['empty', { shape: [0, 3], data: new Float32Array() }],
      ['kernel', { shape: [2, 3, 1, 1], data: randomArray(6, 1) }],
    ]);
    const file = parseSafetensors(writeSafetensors(tensors, { architecture: 'vgg16' }));
    expect(file.metadata.get('architecture')).toBe('vgg16');
    expect([...file.tensors.keys()]).toEqual(['scalar', 'empty', 'kernel']);
    for (const [name, { shape, data }] of tensors) {
      const tensor = file.tensors.get(name);
      expect(tensor?.shape).toEqual(shape);
      expect(tensor?.values()).toEqual(data);
    }
  });

  test('numbers at an odd address', () => {
    const json = '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    for (let spaces = 0; spaces < 4; spaces += 1) {
      const buffer = fileOf(json + ' '.repeat(spaces), 4);
      new DataView(buffer).setFloat32(buffer.byteLength - 4, 1.5, true);
      expect(parseSafetensors(buffer).tensors.get('a')?.values()).toEqual(Float32Array.of(1.5));
    }
  });

  test('tensors listed in another order than they lie', () => {
    const header = {
      b: { dtype: 'F32', shape: [1], data_offsets: [4, 8] },
      a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
    };
    expect(parseSafetensors(fileOf(header, 8)).tensors.size).toBe(2);
  });

  test('a file without tensors', () => {
    expect(parseSafetensors(fileOf({}, 0)).tensors.size).toBe(0);
  });
});

describe('small floats', () => {
  test.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x0001, 2 ** -24],
    [0x83ff, -1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3c00, 1],
    [0xc100, -2.5],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x7e00, NaN],
  ])('float16 0x%s is %s', (half, value) => {
    expect(readOne('F16', half)).toBe(value);
  });

  test.each([
    [0x3f80, 1],
    [0xc040, -3],
    [0x0001, 2 ** -133],
    [0x7f80, Infinity],
    [0x7fc0, NaN],
  ])('bfloat16 0x%s is %s', (half, value) => {
    expect(readOne('BF16', half)).toBe(value);
  });

  function readOne(dtype: string, half: number): number | undefined {
    const buffer = fileOf({ a: { dtype, shape: [1], data_offsets: [0, 2] } }, 2);
    new DataView(buffer).setUint16(buffer.byteLength - 2, half, true);
    return parseSafetensors(buffer).tensors.get('a')?.values()[0];
  }
});

describe('refusals, each with its reason', () => {
  const entry = (change: object): ArrayBuffer => fileOf({ a: { ...ENTRY, ...change } }, 8);
  test.each<readonly [string, ArrayBuffer, string]>([
    ['an empty file', new ArrayBuffer(0), 'too few'],
    ['seven bytes', new ArrayBuffer(7), 'too few'],
    ['a page of HTML', textFile('<!doctype html><title>404</title>'), 'web page'],
    ['HTML after a line break', textFile('\n  <html></html>'), 'web page'],
    ['a header longer than the file', withLength(1_000n), 'does not fit'],
    ['an absurd header length', withLength(2n ** 64n - 1n), 'does not fit'],
    ['a header cut by its length', withLength(5n), 'not JSON'],
    ['a header of no bytes', withLength(0n), 'not JSON'],
    ['a header that is a list', fileOf([], 0), 'not a JSON object'],
    ['a header that is null', fileOf('null', 0), 'not a JSON object'],
    ['a header that breaks off', fileOf('{"a":', 0), 'not JSON'],
    [
      'a header that is no UTF-8',
      new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0, 0xff]).buffer,
      'not JSON',
    ],
    ['metadata that is no object', fileOf({ __metadata__: 'x' }, 0), 'not an object'],
    ['metadata that is no text', fileOf({ __metadata__: { a: 1 } }, 0), 'not text'],
    ['an entry that is a number', fileOf({ a: 5 }, 0), 'not described'],
    ['an unknown number format', entry({ dtype: 'I64' }), 'I64'],
    ['a number format of the prototype', entry({ dtype: 'toString' }), 'toString'],
    ['no number format', entry({ dtype: undefined }), 'nothing'],
    ['a negative extent', entry({ shape: [-2] }), '[-2]'],
    ['a fractional extent', entry({ shape: [0.5, 4] }), '[0.5,4]'],
    ['a shape that is text', entry({ shape: '2' }), '"2"'],
    ['an overflowing shape', entry({ shape: [2 ** 40, 2 ** 40] }), 'needs'],
    ['a shape too small for its bytes', entry({ shape: [1] }), 'needs 4'],
    ['a shape too large for its bytes', entry({ shape: [3] }), 'needs 12'],
    ['three offsets', entry({ data_offsets: [0, 4, 8] }), 'offsets'],
    ['offsets the wrong way round', entry({ data_offsets: [8, 0] }), 'takes -8'],
    ['offsets beyond the file', entry({ data_offsets: [8, 16] }), 'cut off'],
    ['a truncated file', fileOf({ a: ENTRY }, 7), 'cut off'],
    ['bytes left over', fileOf({ a: ENTRY }, 9), 'left over'],
    ['data without tensors', fileOf({}, 4), 'left over'],
    ['a gap at the start', fileOf({ a: { ...ENTRY, data_offsets: [4, 12] } }, 12), 'gap'],
    ['two tensors on the same bytes', fileOf({ a: ENTRY, b: ENTRY }, 8), 'b overlaps a'],
    [
      'a name given twice',
      fileOf(`{"a":${JSON.stringify(ENTRY)},"\\u0061":${JSON.stringify(ENTRY)}}`, 8),
      'a twice',
    ],
    [
      'a field given twice',
      fileOf('{"a":{"dtype":"F32","dtype":"F16","shape":[2],"data_offsets":[0,8]}}', 8),
      'dtype twice',
    ],
  ])('%s', (_, buffer, reason) => {
    const { code, message, values } = failureOf(() => parseSafetensors(buffer));
    expect(code).toBe('weights-format');
    expect(values.detail).toContain(reason);
    expect(message).toContain(reason);
  });
});

test('4,000 damaged files are either refused with a WeightsError or read within their bounds', () => {
  const random = createRandom(3);
  const pick = (below: number): number => Math.floor(random() * below);
  const whole = new Uint8Array(
    writeSafetensors(
      new Map([
        ['block1_conv1.weight', { shape: [2, 3, 1, 1], data: randomArray(6, 2) }],
        ['block1_conv1.bias', { shape: [2], data: randomArray(2, 3) }],
      ]),
      { architecture: 'vgg16' },
    ),
  );
  const headerEnd = whole.length - 32;
  let refused = 0;
  for (let round = 0; round < 4_000; round += 1) {
    const damaged = whole.slice(0, random() < 0.1 ? pick(whole.length + 1) : whole.length);
    for (let hits = 1 + pick(4); hits > 0 && damaged.length > 0; hits -= 1) {
      const at = pick(Math.min(headerEnd, damaged.length));
      const from = pick(whole.length);
      if (random() < 0.5) damaged[at] = pick(256);
      else damaged.set(whole.slice(from, from + pick(12)).slice(0, damaged.length - at), at);
    }
    try {
      for (const tensor of parseSafetensors(damaged.slice().buffer).tensors.values()) {
        const elements = tensor.shape.reduce((product, extent) => product * extent, 1);
        expect(tensor.values().length).toBe(elements);
      }
    } catch (error) {
      if (!(error instanceof WeightsError)) throw error;
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(2_000);
});
