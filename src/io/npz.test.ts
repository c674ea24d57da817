/** NumPy's files: what numpy wrote is read, number by number, and nothing malformed gets in. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { WeightsError, randomArray } from '../base/index.ts';
import type { TensorArchive } from './archive.ts';
import { BlobSource } from './byte-source.ts';
import { openNpz } from './npz.ts';
import { bytesOf, floatsOf, npyOf, npzOf, unicodeOf, zipOf } from './testing/npz-writer.ts';
import type { ArrayToPack, MemberToPack } from './testing/npz-writer.ts';
import { readAll } from './testing/read-all.ts';

const { signal } = new AbortController();
const open = (bytes: Uint8Array<ArrayBuffer>): Promise<TensorArchive> =>
  openNpz(new BlobSource(new Blob([bytes]), 'test.npz'), signal);
const fixture = (name: string): Promise<TensorArchive> =>
  open(new Uint8Array(readFileSync(new URL(`testing/fixtures/${name}`, import.meta.url))));
const floats = async (archive: TensorArchive, name: string, offset = 0): Promise<number[]> => [
  ...new Float32Array((await readAll(archive, name, offset)).buffer),
];
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe.each(['numpy-stored.npz', 'numpy-deflated.npz'])('%s, written by NumPy 2.4', (name) => {
  test('shapes, types and metadata', async () => {
    const archive = await fixture(name);
    const found = [...archive.tensors.values()].map((entry) => [
      entry.name,
      entry.type,
      entry.shape,
    ]);
    expect(found).toEqual([
      ['c', 'F32', [2, 3, 4]],
      ['fortran', 'F32', [2, 3, 4]],
      ['half', 'F16', [2, 3, 4]],
      ['double', 'F64', [3, 4]],
      ['scalar', 'F32', []],
      ['empty', 'F32', [0, 3]],
    ]);
    expect(Object.fromEntries(archive.metadata)).toEqual({
      architecture: 'vgg16',
      mean: '123.68,116.779,103.939',
      std: '1,1,1',
      width: '1',
      color_order: 'RGB',
    });
  });

  test('numbers, in C order whatever the order in the file', async () => {
    const archive = await fixture(name);
    expect(await floats(archive, 'c')).toEqual(upTo(24));
    expect(await floats(archive, 'fortran')).toEqual(upTo(24));
    expect([...new Float64Array((await readAll(archive, 'double')).buffer)]).toEqual(upTo(12));
    expect(await floats(archive, 'scalar')).toEqual([7]);
    expect(await readAll(archive, 'empty')).toHaveLength(0);
    const half = new Uint16Array((await readAll(archive, 'half')).buffer);
    expect([half[1], half[2]]).toEqual([0x3c00, 0x4000]);
  });

  test('from a byte on', async () => {
    const archive = await fixture(name);
    expect(await floats(archive, 'c', 40)).toEqual(upTo(24).slice(10));
    expect(await floats(archive, 'fortran', 40)).toEqual(upTo(24).slice(10));
    expect(await floats(archive, 'c', 96)).toEqual([]);
  });
});

const LARGE = randomArray(1_500_000, 7);
/** Vitest compares large arrays at a snail's pace. */
const LARGE_BYTES = Buffer.from(LARGE.buffer);

describe('larger than a piece', () => {
  test.each([
    { deflate: false, version: 1 },
    { deflate: true, version: 2 },
    { deflate: true, version: 3 },
  ] as const)('$deflate, version $version', async (how) => {
    const archive = await open(
      npzOf([{ name: 'a', shape: [1500, 1000], data: LARGE_BYTES, ...how }]),
    );
    expect(LARGE_BYTES.equals(await readAll(archive, 'a'))).toBe(true);
    const rest = await readAll(archive, 'a', 4_000_004);
    expect(LARGE_BYTES.subarray(4_000_004).equals(rest)).toBe(true);
  });

  test('Fortran order, turned as a whole', async () => {
    const archive = await open(
      npzOf([{ name: 'a', shape: [1500, 1000], fortran: true, data: LARGE_BYTES }]),
    );
    const turned = new Float32Array((await readAll(archive, 'a')).buffer);
    const wrong = upTo(1_500_000).filter(
      (i) => turned[i] !== LARGE[Math.floor(i / 1000) + (i % 1000) * 1500],
    );
    expect(wrong).toEqual([]);
  });

  test('zip64, and a comment after the table of contents', async () => {
    const content = npyOf({ name: 'a', shape: [2], data: floatsOf(1, 2) });
    const archive = await open(
      zipOf([{ name: 'a.npy', content, zip64: true }], 'PK\x05\x06 is no end'),
    );
    expect(await floats(archive, 'a')).toEqual([1, 2]);
  });
});

test('metadata of several texts and of whole numbers', async () => {
  const archive = await open(
    npzOf([
      { name: 'classes', descr: '<U4', shape: [2], data: unicodeOf(['tern', '川蝉'], 4) },
      { name: 'width', descr: '<i8', shape: [], data: new Uint8Array(BigInt64Array.of(2n).buffer) },
      { name: 'std', descr: '<f4', shape: [3], data: floatsOf(0.229, 0.224, 0.225) },
    ]),
  );
  expect(Object.fromEntries(archive.metadata)).toEqual({
    classes: 'tern,川蝉',
    width: '2',
    std: '0.229,0.224,0.225',
  });
  expect(archive.tensors.size).toBe(0);
});

test('reading that is given up ends with the reason', async () => {
  const archive = await open(
    npzOf([{ name: 'a', shape: [1500, 1000], data: LARGE_BYTES, deflate: true }]),
  );
  const control = new AbortController();
  const pieces = archive.read([{ name: 'a', offset: 0 }], control.signal);
  expect((await pieces.next()).done).toBe(false);
  control.abort(new Error('enough'));
  await expect(async () => {
    let done = false;
    while (!done) ({ done = true } = await pieces.next());
  }).rejects.toThrow('enough');
});

describe('refusals, each with its reason', () => {
  const data = floatsOf(1, 2);
  const array = (change: Partial<ArrayToPack>): Uint8Array<ArrayBuffer> =>
    npzOf([{ name: 'a', shape: [2], data, ...change }]);
  const zip = (...changes: readonly Partial<MemberToPack>[]): Uint8Array<ArrayBuffer> =>
    zipOf(
      changes.map((change) => ({
        name: 'a.npy',
        content: npyOf({ name: 'a', shape: [2], data }),
        ...change,
      })),
    );
  const patched = (
    bytes: Uint8Array<ArrayBuffer>,
    at: number,
    ...values: number[]
  ): Uint8Array<ArrayBuffer> => {
    bytes.set(values, at);
    return bytes;
  };
  const table = zip({}).length - 22 - 46 - 5;
  const text = (header: string): Uint8Array<ArrayBuffer> => array({ header });

  test.each<readonly [string, Uint8Array<ArrayBuffer>, string]>([
    ['nothing', new Uint8Array(), 'no end'],
    ['a file that is cut off', array({}).slice(0, -1), 'no end'],
    ['no arrays', zip({ name: 'a.txt' }), 'no NumPy arrays'],
    ['whole numbers', array({ descr: '<i4' }), 'number format <i4'],
    ['big-endian', array({ descr: '>f4' }), "big-endian (>f4); save it with astype('<f4')"],
    ['byte texts', array({ descr: '|S8' }), 'number format |S8'],
    [
      'a table',
      text("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,)}"),
      'is a table',
    ],
    ['a shape that is larger than the data', array({ shape: [3] }), 'needs 12 bytes, but has 8'],
    ['a shape that is smaller than the data', array({ shape: [1] }), 'needs 4 bytes, but has 8'],
    ['a huge shape', array({ shape: [2 ** 50, 2 ** 50, 2 ** 50] }), 'needs'],
    [
      'a huge shape with a zero',
      array({
        shape: Array<number>(60)
          .fill(2 ** 50)
          .concat(0),
      }),
      'needs',
    ],
    ['too many axes', array({ shape: [2, ...Array<number>(64).fill(1)] }), 'its shape'],
    [
      'a negative extent',
      text("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }"),
      'not a dictionary',
    ],
    [
      'a shape that is no tuple',
      text("{'descr': '<f4', 'fortran_order': False, 'shape': (2), }"),
      'not a dictionary',
    ],
    [
      'code in the header',
      text("{'descr': '<f4', 'fortran_order': False, 'shape': (1+1,), }"),
      'not a dictionary',
    ],
    [
      'more after the dictionary',
      text("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} + {}"),
      'not a dictionary',
    ],
    [
      'an entry too many',
      text("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': True}"),
      'lacks',
    ],
    ['an entry too few', text("{'descr': '<f4', 'shape': (2,)}"), 'lacks'],
    [
      'an entry twice',
      text("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}"),
      'twice',
    ],
    ['a very long header', array({ header: `{${' '.repeat(20_000)}}` }), 'too long'],
    ['another version', patched(array({}), 30 + 5 + 6, 4), 'version 4.0'],
    ['something else by that name', zip({ content: bytesOf('hello, world') }), 'not a NumPy array'],
    [
      'an end within the header',
      zip({ content: npyOf({ name: 'a', shape: [2], data }).slice(0, 40) }),
      'within its header',
    ],
    ['two of one name', zip({}, {}), 'twice'],
    ['an unknown packing', patched(zip({}), table + 10, 12), 'method 12'],
    ['an encrypted member', patched(zip({}), table + 8, 1), 'encrypted'],
    ['a bomb', zip({ deflate: true, claims: { bytes: 2 ** 30 } }), 'cannot have'],
    ['a stored member of two lengths', zip({ claims: { bytes: 64 } }), 'cannot have'],
    [
      'a table that points elsewhere',
      patched(zip({}), table + 42, 9),
      'has no a.npy where it says',
    ],
    ['a table that points behind itself', patched(zip({}), table + 42, 0, 9), 'out of place'],
    ['another name at the place', patched(zip({}), 30, 0x62), 'has no a.npy where it says'],
    ['a name of control characters', zip({ name: '\0.npy' }), 'not readable'],
    ['several parts', patched(zip({}), zip({}).length - 18, 1), 'several parts'],
    ['fewer entries than announced', patched(zip({}), zip({}).length - 14, 2, 0, 2, 0), 'fewer'],
    [
      'damaged metadata',
      npzOf([{ name: 'mean', descr: '<U1', shape: [1], data: Uint8Array.of(0, 0, 255, 0) }]),
      'text mean is damaged',
    ],
    [
      'metadata of another kind',
      npzOf([{ name: 'mean', descr: '<c8', shape: [1], data }]),
      'text or floating point',
    ],
    [
      'too many arrays',
      npzOf(upTo(1025).map((i) => ({ name: String(i), shape: [0], data: new Uint8Array() }))),
      '1025 arrays',
    ],
  ])('%s', async (_, bytes, reason) => {
    const error = await open(bytes).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(WeightsError);
    expect(error).toMatchObject({ code: 'weights-format' });
    expect((error as WeightsError).message).toContain(reason);
  });

  test.each<readonly [string, Partial<MemberToPack>, string]>([
    ['a wrong check sum', { claims: { crc: 1 } }, 'check sum'],
    ['a wrong check sum of packed bytes', { deflate: true, claims: { crc: 1 } }, 'check sum'],
  ])('%s, found when it is read whole', async (_, change, reason) => {
    const archive = await open(zip(change));
    await expect(readAll(archive, 'a')).rejects.toThrow(reason);
  });

  test('more and fewer bytes than announced, and packed bytes that are damaged', async () => {
    const large = npyOf({ name: 'a', shape: [1500, 1000], data: LARGE_BYTES });
    const make = (bytes: number): Uint8Array<ArrayBuffer> =>
      zip({ content: large, deflate: true, claims: { bytes: large.length + bytes } });
    // The header fits what is announced, so that only reading can tell.
    const shorter = npyOf({ name: 'a', shape: [1500, 1000], data: LARGE_BYTES.subarray(0, -4) });
    const longer = npyOf({
      name: 'a',
      shape: [1500, 1000],
      data: new Uint8Array(LARGE.length * 4 + 4),
    });
    const claims = { bytes: large.length };
    await expect(open(make(4))).rejects.toThrow('needs');
    const few = await open(zip({ content: shorter, deflate: true, claims }));
    await expect(readAll(few, 'a')).rejects.toThrow('unpacks to');
    const many = await open(zip({ content: longer, deflate: true, claims }));
    await expect(readAll(many, 'a')).rejects.toThrow('unpacks to more than');
    const damaged = make(0);
    damaged.fill(0xff, 3_000_000, 3_000_100);
    await expect(readAll(await open(damaged), 'a')).rejects.toThrow(/damaged|unpacks/);
  });

  test('a large tensor in Fortran order', async () => {
    const shape = [4096, 2049];
    const large = { name: 'a', shape, data: new Uint8Array(4096 * 2049 * 4), deflate: true };
    expect((await open(npzOf([large]))).tensors.size).toBe(1);
    await expect(open(npzOf([{ ...large, fortran: true }]))).rejects.toThrow('Fortran order');
  });

  test('a tensor that is not there', async () => {
    const archive = await open(array({}));
    await expect(readAll(archive, 'b')).rejects.toMatchObject({ code: 'weights-missing' });
  });
});
