/** Bytes from servers of every mood come whole and in order, or it is said why not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WeightsError, randomArray } from '../base/index.ts';
import { HttpSource } from './http-source.ts';
import { serveMoody } from './testing/moody-server.ts';
import type { Mood, MoodyServer } from './testing/moody-server.ts';

const DATA = new Uint8Array(randomArray(250_000, 1).buffer);
const FILE = { size: DATA.length, read: (a: number, b: number) => DATA.subarray(a, b) };
const { signal } = new AbortController();

let server: MoodyServer;
beforeAll(async () => {
  server = await serveMoody({ data: FILE });
  server.cut = 150_000;
  server.rate = 8_000_000;
  server.truncated = 600_000;
});
afterAll(() => server.stop());

function sourceOf(mood: Mood): HttpSource {
  return new HttpSource(`${server.address}/${mood}/data`, {
    wait: () => Promise.resolve(),
    patience: 200,
  });
}

async function read(source: HttpSource, begin: number, end: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const bytes of source.read(begin, end, signal)) pieces.push(bytes.slice());
  return new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
}

/** Comparing millions of numbers one by one takes long. */
function isSame(found: Uint8Array, expected: Uint8Array): boolean {
  return Buffer.compare(found, expected) === 0;
}

async function failureOf(work: Promise<unknown>): Promise<WeightsError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof WeightsError) return error;
  throw new Error(`was accepted, or threw ${String(error)}`);
}

describe('what comes is right', () => {
  const moods: Mood[] = [
    'good',
    'stream',
    'chunked',
    'slow',
    'cutting',
    'cutting-stream',
    'redirect',
  ];
  test.each(moods)('%s: the whole file', async (mood) => {
    if (mood === 'cutting-stream') server.cut = 2_000_000;
    expect(isSame(await read(sourceOf(mood), 0, DATA.length), DATA)).toBe(true);
    server.cut = 150_000;
  });

  test.each(moods.filter((mood) => mood !== 'cutting-stream'))(
    '%s: ranges forwards and back',
    async (mood) => {
      const source = sourceOf(mood);
      for (const [begin, end] of [
        [0, 8],
        [8, 1000],
        [400_000, 400_001],
        [400_001, 500_000],
        [10, 20],
        [DATA.length - 1, DATA.length],
      ] as const) {
        expect(isSame(await read(source, begin, end), DATA.slice(begin, end))).toBe(true);
      }
    },
  );

  test('only what is asked for is sent', async () => {
    const path = '/good/data';
    const before = server.sent.get(path) ?? 0;
    const source = sourceOf('good');
    await read(source, 100, 228);
    await read(source, 500_000, 500_128);
    expect((server.sent.get(path) ?? 0) - before).toBe(256);
    expect(await source.size(signal)).toBe(DATA.length);
    expect(await source.seekable(signal)).toBe(true);
  });

  test('a stream is read on, not anew', async () => {
    const source = sourceOf('stream');
    const before = server.asked.length;
    await read(source, 0, 100);
    await read(source, 5000, 6000);
    await read(source, 900_000, DATA.length);
    expect(server.asked.length - before).toBe(1);
    expect(await source.seekable(signal)).toBe(false);
  });

  test('a break goes on where it was, with a pause that grows while nothing comes', async () => {
    const pauses: number[] = [];
    const wait = (ms: number): Promise<void> => {
      pauses.push(ms);
      return Promise.resolve();
    };
    const source = new HttpSource(`${server.address}/cutting/data`, { wait });
    const before = server.sent.get('/cutting/data') ?? 0;
    expect(isSame(await read(source, 0, DATA.length), DATA)).toBe(true);
    // Bytes that were on their way when the connection broke are sent twice.
    expect((server.sent.get('/cutting/data') ?? 0) - before).toBeLessThan(2 * DATA.length);
    expect(pauses.length).toBeGreaterThan(3);
    expect(Math.max(...pauses)).toBeLessThan(8000);
  });

  test('who is busy is asked again', async () => {
    const wait = (): Promise<void> => {
      server.isBusy = false;
      return Promise.resolve();
    };
    server.isBusy = true;
    const source = new HttpSource(`${server.address}/busy/data`, { wait });
    expect(isSame(await read(source, 0, 1000), DATA.slice(0, 1000))).toBe(true);
  });
});

describe('what does not come is told', () => {
  test.each<[Mood, string, object]>([
    ['not-found', 'weights-http', { status: 404 }],
    ['forbidden', 'weights-http', { status: 403 }],
    ['page', 'weights-html', {}],
    ['deaf', 'weights-range', {}],
    ['changing', 'weights-changed', {}],
    ['dead', 'weights-connection', {}],
    ['truncated', 'weights-cut-off', { found: 600_000, expected: DATA.length }],
    ['boasting-stream', 'weights-connection', { total: DATA.length + 1000 }],
  ])('%s: %s', async (mood, code, values) => {
    const source = sourceOf(mood);
    // Of a boasting server the lie shows at the end, when one believes it.
    const end = mood === 'boasting-stream' ? DATA.length + 1000 : DATA.length;
    const work = read(source, 0, 10).then(() => read(source, 1000, end));
    const error = await failureOf(work);
    expect(error.code).toBe(code);
    expect(error.values).toMatchObject({ url: `${server.address}/${mood}/data`, ...values });
  });

  test('a busy server that stays so', async () => {
    server.isBusy = true;
    const error = await failureOf(read(sourceOf('busy'), 0, 10));
    expect(error).toMatchObject({ code: 'weights-http', values: { status: 503 } });
  });

  test('nobody there', async () => {
    const source = new HttpSource('http://localhost:9/data', { wait: () => Promise.resolve() });
    const error = await failureOf(read(source, 0, 10));
    expect(error).toMatchObject({ code: 'weights-http', values: { status: 0 } });
  });

  test('who is told to stop stops, with the reason', async () => {
    const controller = new AbortController();
    const source = sourceOf('slow');
    const pieces = source.read(0, DATA.length, controller.signal);
    await pieces.next();
    controller.abort(new Error('enough'));
    await expect(
      (async () => {
        for await (const bytes of pieces) expect(bytes.length).toBeGreaterThan(0);
      })(),
    ).rejects.toThrow('enough');
  });
});
