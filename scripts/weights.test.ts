/** The command that puts models onto this machine, against a server that behaves well and badly. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseSafetensors, writeSafetensors } from '../src/io/index.ts';
import { hdf5Of } from '../src/io/testing/hdf5-writer.ts';
import { npzOf } from '../src/io/testing/npz-writer.ts';
import { readManifest, recogniseModel } from '../src/network/index.ts';
import { asKeras, asTimm, ownTensors } from '../src/network/testing/foreign-tensors.ts';
import { hdf5Threads } from './lib/hdf5-thread.mjs';
import { readLocalModels } from './vite/local-models.ts';
import { runWeights } from './weights/main.ts';
import type { Surroundings } from './weights/surroundings.ts';

const own = ownTensors();
const isFeature = (name: string): boolean => /block\d|features/.test(name);
const timm = asTimm(own);
const keras = asKeras(own);
/** In timm's own order, by name: the convolutions come first. */
const timmFile = Buffer.from(
  writeSafetensors(new Map([...timm].sort(([a], [b]) => (a < b ? -1 : 1))), { format: 'pt' }),
);
const valuesOf = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + (own.get(name)?.data.length ?? 0), 0);
const all = valuesOf([...own.keys()]);
const features = valuesOf([...own.keys()].filter(isFeature));
const sumOf = (kind: string, bytes: Uint8Array): string =>
  createHash(kind).update(bytes).digest('hex');

let kerasFile: Uint8Array;
let kerasFeaturesFile: Uint8Array;

beforeAll(async () => {
  const datasets = [...keras].map(([path, tensor]) => ({ path, ...tensor }));
  kerasFile = await hdf5Of(datasets);
  kerasFeaturesFile = await hdf5Of(datasets.filter(({ path }) => isFeature(path)));
});

/** How the server behaves; changed by the tests. */
interface Manners {
  ranges: boolean;
  /** Bytes after which an answer breaks off, and how often that happens. */
  breaksAfter: number;
  breaks: number;
  status: number;
  type: string;
  tellsLength: boolean;
}

let manners: Manners;
let files: Map<string, Uint8Array>;
/** Ranges asked for, and bytes sent. */
let asked: string[];
let sent: number;
let server: Server;
let address: string;

function answer(request: IncomingMessage, response: ServerResponse): void {
  const file = files.get(request.url ?? '');
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  asked.push(request.headers.range ?? 'all');
  if (!file || manners.status !== 200) {
    response.writeHead(file ? manners.status : 404).end();
    return;
  }
  const isRange = manners.ranges && from !== undefined;
  const begin = isRange ? Number(from) : 0;
  const end = isRange ? Math.min(Number(to) + 1, file.length) : file.length;
  response.writeHead(isRange ? 206 : 200, {
    'content-type': manners.type,
    etag: `"${sumOf('md5', file)}"`,
    ...(manners.tellsLength && { 'content-length': end - begin }),
    ...(isRange && {
      'content-range': `bytes ${String(begin)}-${String(end - 1)}/${String(file.length)}`,
    }),
  });
  const isBreak = manners.breaks > 0 && end - begin > manners.breaksAfter;
  const bytes = file.subarray(begin, isBreak ? begin + manners.breaksAfter : end);
  sent += bytes.length;
  if (!isBreak) {
    response.end(bytes);
    return;
  }
  manners.breaks -= 1;
  response.write(bytes, () => setTimeout(() => response.destroy(), 20));
}

let home: string;
let lines: string[];
let complaints: string[];
let stop: AbortController;
let around: Surroundings;
const run = (...words: string[]): Promise<number> => runWeights(words, around);
const said = (): string => lines.join('\n');
const local = (name: string): string => join(home, 'weights', 'local', name);
const downloads = (): string[] =>
  existsSync(around.downloads) ? readdirSync(around.downloads) : [];

/** The real list, with this server's addresses and the small network's numbers. */
function writeManifest(sha256 = sumOf('sha256', timmFile)): void {
  const text = readFileSync(resolve(import.meta.dirname, '../weights/manifest.json'), 'utf8');
  const { models } = JSON.parse(text) as { models: Record<string, unknown>[] };
  for (const model of models) {
    if (model.id === 'kawasemi-mini') continue;
    model.parameters = all;
    model.bytes = { features: features * 4, dense: (all - features) * 4 };
    model.sources =
      model.id === 'vgg16-keras'
        ? [
            {
              part: 'features',
              url: `${address}/keras-notop.h5`,
              bytes: kerasFeaturesFile.length,
              md5: sumOf('md5', kerasFeaturesFile),
            },
            { part: 'all', url: `${address}/keras.h5`, md5: sumOf('md5', kerasFile) },
          ]
        : [{ part: 'all', url: `${address}/model.safetensors`, sha256 }];
  }
  writeFileSync(join(home, 'list.json'), JSON.stringify({ models }));
}

beforeEach(async () => {
  manners = {
    ranges: true,
    breaksAfter: 0,
    breaks: 0,
    status: 200,
    type: 'application/octet-stream',
    tellsLength: true,
  };
  files = new Map<string, Uint8Array>([
    ['/model.safetensors', timmFile],
    ['/mirror/model.safetensors', timmFile],
    ['/keras.h5', kerasFile],
    ['/keras-notop.h5', kerasFeaturesFile],
  ]);
  asked = [];
  sent = 0;
  server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  home = mkdtempSync(join(tmpdir(), 'kawasemi-command-'));
  lines = [];
  complaints = [];
  stop = new AbortController();
  around = {
    weights: join(home, 'weights'),
    downloads: join(home, 'downloads'),
    screen: { isTerminal: false, line: (text) => lines.push(text) },
    complain: (line) => complaints.push(line),
    get signal() {
      return stop.signal;
    },
    http: { wait: () => Promise.resolve() },
    hdf5: hdf5Threads,
  };
  writeManifest();
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  rmSync(home, { recursive: true, force: true });
});

const get = (...words: string[]): Promise<number> =>
  run(...words, '--manifest', join(home, 'list.json'));

/** The model is there, as the page will find it, and its numbers are the own ones. */
function expectModel(id: string, part: 'features' | 'all'): ReadonlyMap<string, string> {
  expect(complaints).toEqual([]);
  const { models, complaints: faults } = readLocalModels(join(home, 'weights/local'));
  expect(faults).toEqual([]);
  const [entry] = readManifest({ models: models.filter(({ file }) => file.includes(`${id}.`)) });
  expect(entry).toMatchObject({ id, origin: 'local', tensors: null });
  const bytes = readFileSync(local(`${id}.safetensors`));
  expect(entry?.files).toEqual([
    {
      part: 'all',
      url: `local/${id}.safetensors`,
      bytes: bytes.length,
      checksum: { kind: 'sha256', hex: sumOf('sha256', bytes) },
    },
  ]);
  expect(entry?.accuracy.length).toBe(part === 'all' ? 1 : 0);
  const file = parseSafetensors(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  );
  const recognised = recogniseModel(file);
  expect(recognised.architecture).toBe('vgg16');
  expect(recognised.input).toEqual({
    order: entry?.input.order,
    range: entry?.input.range,
    mean: entry?.input.mean,
    std: entry?.input.std,
  });
  const names = [...own.keys()].filter((name) => part === 'all' || isFeature(name));
  expect([...file.tensors.keys()]).toEqual(names);
  for (const name of names) expect(file.tensors.get(name)?.values()).toEqual(own.get(name)?.data);
  expect(entry?.parameters).toBe(part === 'all' ? all : features);
  // Nothing half done is left.
  expect(readdirSync(local(''))).toEqual([`${id}.json`, `${id}.safetensors`]);
  expect(downloads()).toEqual([]);
  return file.metadata;
}

describe('fetching safetensors', () => {
  it('takes the convolutions alone, in one range, and says that it could not compare', async () => {
    expect(await get('vgg16')).toBe(0);
    const metadata = expectModel('vgg16', 'features');
    expect(metadata.get('source')).toBe(`${address}/model.safetensors`);
    expect(metadata.has('sha256')).toBe(false);
    expect(sent).toBeLessThan(features * 4 + 10_000);
    // To meet, to look, the length, the header, the convolutions.
    expect(asked.length).toBeLessThanOrEqual(5);
    expect(said()).toMatch(/was not compared[^]*npm start/);
    expect(said()).toContain('100 %');
  });

  it('takes all with --dense, and compares the checksum', async () => {
    expect(await get('vgg16', '--dense')).toBe(0);
    const metadata = expectModel('vgg16', 'all');
    expect(metadata.get('sha256')).toBe(sumOf('sha256', timmFile));
    expect(said()).toContain('The SHA-256 of its source is the one of the list.');
  });

  it.each([[[]], [['--dense']]])('reads a server without ranges as a stream %s', async (words) => {
    manners.ranges = false;
    expect(await get('vgg16', ...words)).toBe(0);
    expectModel('vgg16', words.length > 0 ? 'all' : 'features');
  });

  it('goes on by itself when the connection breaks off', async () => {
    Object.assign(manners, { breaksAfter: 50_000, breaks: 3 });
    expect(await get('vgg16', '--dense')).toBe(0);
    expectModel('vgg16', 'all');
    expect(manners.breaks).toBe(0);
    expect(sent).toBeLessThan(timmFile.length + 10_000);
  });

  it.each([true, false])('goes on where it was stopped (ranges: %s)', async (ranges) => {
    // Without ranges the answer to the first question is a stream that is left, and another begins.
    Object.assign(manners, { ranges, breaksAfter: 150_000, breaks: ranges ? 1 : 2 });
    // Ctrl+C while it waits for another attempt.
    around = {
      ...around,
      signal: stop.signal,
      http: { wait: () => (stop.abort(), Promise.resolve()) },
    };
    expect(await get('vgg16', '--dense')).toBe(1);
    expect(complaints).toEqual([
      'Stopped. What has come stays; the same command goes on from there.',
    ]);
    expect(existsSync(local('vgg16.safetensors'))).toBe(false);
    expect(downloads()).toHaveLength(2);

    complaints = [];
    const before = sent;
    stop = new AbortController();
    around = { ...around, signal: stop.signal, http: { wait: () => Promise.resolve() } };
    expect(await get('vgg16', '--dense')).toBe(0);
    expectModel('vgg16', 'all');
    expect(said()).toMatch(/Going on: 0\.[12] MB are here already/);
    if (ranges) expect(sent - before).toBeLessThan(timmFile.length - 140_000);
  });

  it('begins anew where the file has changed meanwhile', async () => {
    Object.assign(manners, { breaksAfter: 150_000, breaks: 1 });
    around = {
      ...around,
      signal: stop.signal,
      http: { wait: () => (stop.abort(), Promise.resolve()) },
    };
    await get('vgg16', '--dense');
    const other = Buffer.from(timmFile);
    other.write('tf', other.indexOf('"pt"') + 1);
    files.set('/model.safetensors', other);
    writeManifest(sumOf('sha256', other));
    complaints = [];
    stop = new AbortController();
    around = { ...around, signal: stop.signal, http: { wait: () => Promise.resolve() } };
    expect(await get('vgg16', '--dense')).toBe(0);
    expectModel('vgg16', 'all');
    expect(said()).not.toContain('Going on');
  });

  it('refuses a wrong checksum, and keeps nothing of it', async () => {
    writeManifest('0'.repeat(64));
    expect(await get('vgg16', '--dense')).toBe(1);
    expect(complaints.join()).toMatch(/is not the one of the list: its checksum is \w+, not 0+/);
    expect(existsSync(local('vgg16.safetensors'))).toBe(false);
    expect(downloads()).toEqual([]);
  });

  it.each([
    ['404', { status: 404 }, /answered 404/],
    ['403', { status: 403 }, /answered 403/],
    ['500 again and again', { status: 500 }, /answered 500/],
    ['a web page', { type: 'text/html' }, /is a web page/],
  ] as const)('fails with one line on %s', async (_what, change, reason) => {
    Object.assign(manners, change);
    expect(await get('vgg16')).toBe(1);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(reason);
    expect(complaints[0]).not.toContain('\n');
    expect(existsSync(local('vgg16.safetensors'))).toBe(false);
  });

  it('notices a file that is cut off', async () => {
    files.set('/model.safetensors', timmFile.subarray(0, -1000));
    expect(await get('vgg16')).toBe(1);
    expect(complaints.join()).toContain('is cut off');
  });

  it('fetches from a mirror, which must have the same file', async () => {
    expect(await get('vgg16', '--dense', '--url', `${address}/mirror/model.safetensors`)).toBe(0);
    const metadata = expectModel('vgg16', 'all');
    expect(metadata.get('source')).toBe(`${address}/mirror/model.safetensors`);
    expect(await get('vgg16', '--dense', '--url', `${address}/keras.h5`)).toBe(1);
    expect(complaints.join()).toContain('is not the one of the list');
  });

  it('does not fetch what is here, unless it is damaged or lacks what is wanted', async () => {
    await get('vgg16');
    asked = [];
    expect(await get('vgg16')).toBe(0);
    expect(asked).toEqual([]);
    expect(said()).toContain('VGG-16 is here already');
    const bytes = readFileSync(local('vgg16.safetensors'));
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    writeFileSync(local('vgg16.safetensors'), bytes);
    expect(await get('vgg16')).toBe(0);
    expect(said()).toContain('is damaged; it is made anew');
    expectModel('vgg16', 'features');
    expect(await get('vgg16', '--dense')).toBe(0);
    expectModel('vgg16', 'all');
  });
});

describe('fetching HDF5', () => {
  it.each([
    ['features', []],
    ['all', ['--dense']],
  ] as const)('takes the file with the wanted part: %s', async (part, words) => {
    expect(await get('vgg16-keras', ...words)).toBe(0);
    const metadata = expectModel('vgg16-keras', part);
    const file = part === 'all' ? kerasFile : kerasFeaturesFile;
    expect(metadata.get('md5')).toBe(sumOf('md5', file));
    expect(said()).toContain('The MD5 of its source is the one of the list.');
    expect(sent).toBeLessThan(file.length + 1000);
  });

  it('needs to know how long the file is', async () => {
    Object.assign(manners, { ranges: false, tellsLength: false });
    expect(await get('vgg16-keras', '--dense')).toBe(1);
    expect(complaints.join()).toContain('does not say how long');
  });

  it('notices a file of another length than the list has', async () => {
    files.set('/keras-notop.h5', kerasFeaturesFile.subarray(0, -1));
    expect(await get('vgg16-keras')).toBe(1);
    expect(complaints.join()).toMatch(/has \d+ bytes instead of \d+/);
  });
});

describe('a file on disk', () => {
  const put = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(home, name), bytes);
    return join(home, name);
  };

  it('may be safetensors, whole or not the one of the list', async () => {
    expect(await get('vgg16', '--from', put('a.bin', timmFile))).toBe(0);
    expect(expectModel('vgg16', 'features').get('sha256')).toBe(sumOf('sha256', timmFile));
    const other = Buffer.from(writeSafetensors(timm));
    expect(await get('vgg16', '--dense', '--from', put('b.bin', other))).toBe(0);
    const metadata = expectModel('vgg16', 'all');
    expect(metadata.get('source')).toBe('b.bin');
    expect(metadata.has('sha256')).toBe(false);
    expect(asked).toEqual([]);
  });

  it('may be HDF5', async () => {
    expect(await get('vgg16-keras', '--dense', '--from', put('top.h5', kerasFile))).toBe(0);
    expectModel('vgg16-keras', 'all');
  });

  it.each([false, true])(
    'may be .npz, which has the colours the other way round',
    async (deflate) => {
      const heads: Record<string, string> = { fc1: 'fc6', fc2: 'fc7', predictions: 'fc8' };
      const arrays = [...keras].map(([name, { shape, data }]) => {
        const [, layer = '', what = ''] = /^(\w+)\/\w+_([Wb])_1:0$/.exec(name) ?? [];
        const theirs = heads[layer] ?? layer.replace('block', 'conv').replace('_conv', '_');
        const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
        return { name: `${theirs}_${what}`, shape, data: bytes, deflate };
      });
      expect(await get('vgg16-keras', '--dense', '--from', put('vgg.npz', npzOf(arrays)))).toBe(0);
      const metadata = expectModel('vgg16-keras', 'all');
      expect(metadata.get('color_order')).toBe('RGB');
      expect(metadata.get('mean')).toBe('123.68,116.779,103.939');
    },
  );

  it.each([
    ['missing', () => join(home, 'nowhere'), /There is no file/],
    ['another network', () => put('keras.h5', kerasFile), /it is another network/],
    ['a web page', () => put('page.html', Buffer.from('<!doctype html>')), /HTML/],
    ['cut off', () => put('cut', timmFile.subarray(0, -100)), /cut off/],
  ])('is refused with one line when it is %s', async (_what, path, reason) => {
    expect(await get('vgg16', '--from', path())).toBe(1);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(reason);
    expect(existsSync(local('vgg16.safetensors'))).toBe(false);
  });

  it('is refused when it ends early', async () => {
    const blocks = [...timm].filter(([name]) =>
      /^features\.[0-9]\.|^features\.1[0-5]\./.test(name),
    );
    const path = put('three.bin', Buffer.from(writeSafetensors(new Map(blocks))));
    expect(await get('vgg16', '--from', path)).toBe(1);
    expect(complaints).toEqual(['three.bin has only 3 of the 5 blocks.']);
  });

  it('is refused when it lacks the dense layers that are wanted, or is of another depth', async () => {
    const path = put('notop.h5', kerasFeaturesFile);
    expect(await get('vgg16-keras', '--dense', '--from', path)).toBe(1);
    expect(complaints.join()).toContain('has no dense layers');
    expect(await get('vgg19', '--from', put('a.bin', timmFile))).toBe(1);
    expect(complaints.join()).toContain('holds vgg16, but vgg19 is vgg19');
  });
});

describe('the command line', () => {
  it('lists the models, and which are here', async () => {
    expect(await get('--list')).toBe(0);
    expect(lines.map((line) => line.split(/\s+/)[0])).toEqual(
      expect.arrayContaining(['kawasemi-mini', 'vgg16', 'vgg16-keras', 'vgg19']),
    );
    expect(said()).not.toContain('here,');
    await get('vgg16');
    lines = [];
    await get('--list');
    expect(said()).toMatch(/^vgg16 .*here, without dense layers/m);
  });

  it('explains itself', async () => {
    expect(await run('--help')).toBe(0);
    expect(said()).toContain('--from FILE');
  });

  it.each([
    [['vgg17'], /There is no model vgg17; there are vgg16/],
    [['kawasemi-mini'], /comes with the studio/],
    [[], /Which model/],
    [['vgg16', 'vgg19'], /One model at a time/],
    [['vgg16', '--form', 'x'], /Unknown option '--form'/],
    [['vgg16', '--from'], /Option '--from' argument/],
    [['vgg16', '--from', 'x', '--url', 'https://x'], /not both/],
    [['vgg16', '--url', 'ftp://x'], /is not an address/],
    [['--list', 'vgg16'], /takes no model/],
  ])('does not understand %j', async (words, reason) => {
    expect(await get(...words)).toBe(2);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(reason);
    expect(complaints[0]).not.toContain('\n');
  });
});
