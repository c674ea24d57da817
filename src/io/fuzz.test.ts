/**
 * 10,000 damaged files: none may crash the reader, hang it, or make it take memory that the file does not have.
 *
 * Each file is a valid one of some kinds, damaged one to three times at random places of its headers (`testing/mutations`);
 * of some the lengths and check sums around the damage are put right, so that it is not found at the door.
 * It is opened as the page opens it, and if it opens, every tensor is read to its end. Then: what was thrown is a
 * WeightsError; it took less than a second; memory grew by less than the file's size plus 64 MB. How memory is measured, and
 * what that can miss, is said in `testing/memory-meter`.
 *
 * HDF5 is read in threads. A page starts one a file; here a thread that nothing happened to reads the next file too, for
 * starting one takes some tenths of a second, and that time is not counted. See `testing/hdf5-pool`.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hdf5Threads } from '../../scripts/lib/hdf5-thread.mjs';
import { WeightsError, createRandom, randomArray } from '../base/index.ts';
import { writeSafetensors } from './safetensors-writer.ts';
import { hdf5Of } from './testing/hdf5-writer.ts';
import { Hdf5Pool } from './testing/hdf5-pool.ts';
import { MemoryMeter, SLACK_BYTES } from './testing/memory-meter.ts';
import { mutated } from './testing/mutations.ts';
import type { Region } from './testing/mutations.ts';
import { floatsOf, npzOf, unicodeOf, zipOf, npyOf } from './testing/npz-writer.ts';
import { openWeightsFile } from './weights-file.ts';

const LIMIT_MS = 1000;
const LIMIT_BYTES = 64 * 2 ** 20 - SLACK_BYTES;
/** What a valid file is, and where its headers lie. */
interface Seed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: readonly Region[];
  /** Makes a file of damaged bytes: lengths and check sums around them are right, so that the reader looks further. */
  readonly wrap?: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
}
interface Tally {
  opened: number;
  read: number;
  slowest: number;
  most: number;
  readonly reasons: Map<string, number>;
}

const meter = new MemoryMeter();
let pool: Hdf5Pool;
beforeAll(async () => {
  pool = new Hdf5Pool(await hdf5Threads(), 2);
  await pool.ready();
});
afterAll(() => pool.dispose());

const { signal } = new AbortController();

/** Opens and reads everything; 'opened' and 'read' say how far it came. */
async function tryFile(bytes: Uint8Array<ArrayBuffer>): Promise<{ stage: number; error: unknown }> {
  let stage = 0;
  try {
    const file = new Blob([bytes]);
    const archive = await openWeightsFile(file, 'damaged', signal, { spawnHdf5: pool.spawn });
    stage = 1;
    try {
      const wanted = [...archive.tensors.keys()].map((name) => ({ name, offset: 0 }));
      let count = 0;
      for await (const piece of archive.read(wanted, signal)) count += piece.bytes.length;
      const all = [...archive.tensors.values()].reduce((sum, entry) => sum + entry.bytes, 0);
      if (count !== all) throw new Error(`${String(count)} of ${String(all)} bytes came`);
      stage = 2;
    } finally {
      archive.dispose();
    }
    return { stage, error: null };
  } catch (error) {
    return { stage, error };
  }
}

async function fuzz(seeds: readonly Seed[], count: number, from: number): Promise<Tally> {
  const tally: Tally = { opened: 0, read: 0, slowest: 0, most: 0, reasons: new Map() };
  for (const { bytes, wrap } of seeds) {
    expect((await tryFile(wrap?.(bytes) ?? bytes)).error).toBeNull();
  }
  for (let i = 0; i < count; i += 1) {
    const random = createRandom(from + i);
    const seed = seeds[i % seeds.length]!;
    const damaged = mutated(seed.bytes, seed.headers, random);
    const bytes = seed.wrap?.(damaged) ?? damaged;
    await pool.ready();
    const { result, grownBytes, milliseconds } = await meter.measure(() => tryFile(bytes));
    const which = `file ${String(from + i)}`;
    if (result.error !== null && !(result.error instanceof WeightsError)) {
      throw new Error(`${which} throws something else`, { cause: result.error });
    }
    expect(milliseconds, which).toBeLessThan(LIMIT_MS);
    expect(grownBytes, which).toBeLessThan(LIMIT_BYTES + bytes.length);
    tally.opened += result.stage > 0 ? 1 : 0;
    tally.read += result.stage > 1 ? 1 : 0;
    tally.slowest = Math.max(tally.slowest, milliseconds);
    tally.most = Math.max(tally.most, grownBytes - bytes.length);
    const reason =
      result.error === null ? 'none' : result.error.message.replace(/\d+/g, 'N').slice(0, 60);
    tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
  }
  return tally;
}

function report(
  name: string,
  count: number,
  { opened, read, slowest, most, reasons }: Tally,
): void {
  const share = (n: number): string => `${((100 * n) / count).toFixed(0)} %`;
  console.log(
    `${name}: ${share(opened)} opened, ${share(read)} read to the end, ${String(reasons.size)} different answers, ` +
      `slowest ${slowest.toFixed(0)} ms, most memory ${(most / 2 ** 20).toFixed(1)} MB`,
  );
  if (process.env.FUZZ_REASONS) console.log([...reasons].sort((a, b) => b[1] - a[1]));
}

const float = (
  shape: readonly number[],
  seed: number,
): { shape: readonly number[]; data: Float32Array } => ({
  shape,
  data: randomArray(
    shape.reduce((a, b) => a * b, 1),
    seed,
  ),
});

function safetensorsSeeds(): readonly Seed[] {
  const files = [
    writeSafetensors(
      new Map([
        ['features.0.weight', float([4, 3, 3, 3], 1)],
        ['features.0.bias', float([4], 2)],
      ]),
    ),
    writeSafetensors(
      new Map([
        ['a', float([2, 2], 1)],
        ['empty', float([0, 3], 2)],
        ['scalar', float([], 3)],
      ]),
      { architecture: 'vgg16', mean: '1,2,3' },
    ),
    writeSafetensors(
      new Map(
        Array.from({ length: 40 }, (_, i) => [`layer.${String(i)}.weight`, float([3, 3], i)]),
      ),
    ),
  ];
  return files.flatMap((buffer): Seed[] => {
    const end = 8 + Number(new DataView(buffer).getBigUint64(0, true));
    const json = { begin: 8, end };
    const bytes = new Uint8Array(buffer);
    const dataBytes = bytes.length - end;
    return [
      { bytes, headers: [{ begin: 0, end: 8 }, json, json, json] },
      {
        bytes: bytes.slice(8),
        headers: [
          { begin: 0, end: end - 8 },
          { begin: 0, end: end - 8 },
          { begin: end - 8, end: bytes.length - 8 },
        ],
        wrap: (damaged) => {
          const whole = new Uint8Array(8 + damaged.length);
          const length = Math.max(0, damaged.length - dataBytes);
          new DataView(whole.buffer).setBigUint64(0, BigInt(length), true);
          whole.set(damaged, 8);
          return whole;
        },
      },
    ];
  });
}

function placesOf(text: string, ...words: readonly string[]): number[] {
  return words.flatMap((word) => {
    const places: number[] = [];
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) places.push(at);
    return places;
  });
}

function npzSeeds(): readonly Seed[] {
  const data = new Uint8Array(randomArray(108, 5).buffer);
  const zeros = new Uint8Array(100_000);
  const arrays = [
    { name: 'features.0.weight', shape: [4, 3, 3, 3], data },
    { name: 'turned', shape: [9, 12], fortran: true, data },
    { name: 'half', descr: '<f2', shape: [216], data },
  ];
  const words = [
    { name: 'mean', shape: [3], data: floatsOf(1, 2, 3) },
    { name: 'architecture', descr: '<U5', shape: [], data: unicodeOf(['vgg16'], 5) },
  ];
  const files = [
    npzOf(arrays),
    npzOf([...arrays, ...words].map((array) => ({ ...array, deflate: true }))),
    npzOf([{ name: 'zeros', shape: [25_000], data: zeros, deflate: true, version: 2 }]),
    zipOf(
      arrays.map((array) => ({
        name: `${array.name}.npy`,
        content: npyOf(array),
        zip64: true,
        deflate: array.name === 'half',
      })),
    ),
  ];
  const zips = files.map((bytes): Seed => {
    const text = Buffer.from(bytes).toString('latin1');
    const headers = placesOf(text, 'PK\x03\x04', '\x93NUMPY').map((begin) => ({
      begin,
      end: begin + 128,
    }));
    const table = text.indexOf('PK\x01\x02');
    return {
      bytes,
      headers: [...headers, ...headers.map(() => ({ begin: table, end: bytes.length }))],
    };
  });
  const contents = [...arrays, ...words].map((array): Seed => {
    const bytes = new Uint8Array(npyOf(array));
    return {
      bytes,
      headers: [
        { begin: 0, end: 128 },
        { begin: 0, end: 128 },
        { begin: 128, end: bytes.length },
      ],
      wrap: (content) =>
        zipOf([{ name: `${array.name}.npy`, content, deflate: array.name !== 'half' }]),
    };
  });
  return [...zips, ...contents];
}

async function hdf5Seeds(): Promise<readonly Seed[]> {
  const conv = { shape: [3, 3, 3, 4], data: randomArray(108, 1) };
  const bias = { shape: [4], data: randomArray(4, 2) };
  const keras = [1, 2, 3].flatMap((n) => [
    { path: `block${String(n)}/conv_W_1:0`, ...conv },
    { path: `block${String(n)}/conv_b_1:0`, ...bias },
  ]);
  const chunked = {
    path: 'chunked',
    shape: [40, 30],
    data: randomArray(1200, 3),
    chunks: [16, 30],
  };
  const attributes = { keras_version: '2.1', layer_names: ['block1', 'block2', 'block3'] };
  const files = [
    await hdf5Of(keras, { attributes }),
    await hdf5Of([
      chunked,
      { ...chunked, path: 'packed', compression: 4 },
      { path: 'whole', shape: [3], data: Int32Array.of(1, 2, 3) },
    ]),
    await hdf5Of(keras.slice(0, 2), { attributes, version: 'latest' }),
    await hdf5Of(
      [
        chunked,
        {
          path: 'deep/er/double',
          shape: [5, 2],
          data: Float64Array.from({ length: 10 }, Math.sqrt),
        },
      ],
      { version: 'latest' },
    ),
  ];
  return files.map((bytes) => ({
    bytes,
    headers: [
      { begin: 0, end: 1024 },
      { begin: 0, end: bytes.length },
      { begin: 0, end: bytes.length },
    ],
  }));
}

test('the meter sees memory that is taken, here and in a thread', async () => {
  const bytes = 40 * 2 ** 20;
  const here = await meter.measure(() => Promise.resolve(new Uint8Array(bytes).fill(1)));
  expect(here.grownBytes).toBeGreaterThan(bytes - SLACK_BYTES);
  const program = `const taken = new Uint8Array(${String(bytes)}).fill(1);
    const { parentPort } = require('node:worker_threads');
    parentPort.on('message', () => taken);
    parentPort.postMessage('taken');`;
  const thread = new Worker(program, { eval: true });
  const { grownBytes } = await meter.measure(() => once(thread, 'message'));
  await thread.terminate();
  expect(grownBytes).toBeGreaterThan(bytes - SLACK_BYTES);
});

describe('damaged files end in a WeightsError or are read, in time and within bounds', () => {
  test('4,000 safetensors', { timeout: 120_000 }, async () => {
    report('safetensors', 4000, await fuzz(safetensorsSeeds(), 4000, 1_000_000));
  });
  test('4,000 npz', { timeout: 120_000 }, async () => {
    report('npz', 4000, await fuzz(npzSeeds(), 4000, 2_000_000));
  });
  test('2,000 HDF5', { timeout: 240_000 }, async () => {
    report('HDF5', 2000, await fuzz(await hdf5Seeds(), 2000, 3_000_000));
    console.log(`${String(pool.ended)} threads had to be ended`);
  });
});
