/**
 * What is kept in the browser's database comes back as it was; what is damaged, of another version or not to be had is as
 * if nothing were kept, and nothing fails. In a real browser: e2e/tuning.spec.ts.
 */
import * as keyval from 'idb-keyval';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TuningDatabase } from './tuning-db.ts';

/** The database, as far as it is used here. */
const contents = new Map<string, unknown>();
/** Whether it fails from now on, and how. */
let fault: Error | null = null;

vi.mock(import('idb-keyval'), async (importOriginal) => {
  const original = await importOriginal();
  return { ...original, get: vi.fn(), set: vi.fn(), del: vi.fn(), keys: vi.fn() };
});

const TIMES = new Map([
  ['8x4x4 to 8', { general: 1, 'direct/8': 0.25 }],
  ['3x4x4 to 8', { 'first/f32': 0.125 }],
]);

function nameOf(key: IDBValidKey): string {
  return JSON.stringify(key);
}

/** Answers out of `contents`, with copies, as a database does. */
function answer<T>(work: () => T): Promise<T> {
  return fault ? Promise.reject(fault) : Promise.resolve(structuredClone(work()));
}

describe('with a database', () => {
  beforeEach(() => {
    contents.clear();
    fault = null;
    vi.stubGlobal('indexedDB', { open: () => ({}) });
    vi.mocked(keyval.get).mockImplementation((key) => answer(() => contents.get(nameOf(key))));
    vi.mocked(keyval.set).mockImplementation((key, value) =>
      answer(() => void contents.set(nameOf(key), structuredClone(value))),
    );
    vi.mocked(keyval.del).mockImplementation((key) =>
      answer(() => void contents.delete(nameOf(key))),
    );
    vi.mocked(keyval.keys).mockImplementation(() =>
      answer(() => [...contents.keys()].map((key) => JSON.parse(key) as string)),
    );
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('what is saved is loaded, and cleared on request', async () => {
    const database = new TuningDatabase();
    expect(await database.load('key')).toEqual(new Map());
    await database.save('key', TIMES);
    expect(await new TuningDatabase().load('key')).toEqual(TIMES);
    await database.clear();
    expect(contents.size).toBe(0);
    expect(await database.load('key')).toEqual(new Map());
  });

  test('what was kept for other kernels or browsers goes when it is found', async () => {
    const database = new TuningDatabase();
    await database.save('old 1', TIMES);
    await database.save('old 2', TIMES);
    await database.save('key', TIMES);
    expect(await database.load('key')).toEqual(TIMES);
    expect([...contents.keys()]).toEqual([nameOf('key')]);
    expect(await database.load('new')).toEqual(new Map());
    expect(contents.size).toBe(0);
  });

  test.each([
    ['a text', 'measured'],
    ['a number', 7],
    ['nothing', null],
    ['a list', [['8x4x4 to 8', { general: 1 }]]],
    ['an object', { '8x4x4 to 8': { general: 1 } }],
    ['a set', new Set(['8x4x4 to 8'])],
  ])('%s in place of a table is no table', async (_, found) => {
    contents.set(nameOf('key'), found);
    expect(await new TuningDatabase().load('key')).toEqual(new Map());
  });

  test('of a table with damaged rows the others are read', async () => {
    const damaged: [unknown, unknown][] = [
      [7, { general: 1 }],
      [null, { general: 1 }],
      ['text', 'general'],
      ['nothing', null],
      ['NaN', { general: Number.NaN }],
      ['endless', { general: Infinity }],
      ['negative', { general: -1 }],
      ['zero', { general: 0 }],
      ['a text as a time', { general: '1' }],
      ['one of two', { general: 1, 'direct/8': null }],
    ];
    const [good] = TIMES;
    contents.set(nameOf('key'), new Map<unknown, unknown>([...damaged, ...(good ? [good] : [])]));
    expect([...(await new TuningDatabase().load('key'))]).toEqual([good]);
  });

  test('when it fails later, nothing is kept and nothing fails', async () => {
    const database = new TuningDatabase();
    await database.save('key', TIMES);
    for (const name of ['QuotaExceededError', 'InvalidStateError', 'UnknownError']) {
      fault = new DOMException('no', name);
      await expect(database.save('key', new Map())).resolves.toBeUndefined();
      expect(await database.load('key')).toEqual(new Map());
      await expect(database.clear()).resolves.toBeUndefined();
    }
    fault = null;
    expect(await database.load('key')).toEqual(TIMES);
  });
});

describe('without one', () => {
  beforeEach(async () => {
    const original = await vi.importActual<typeof keyval>('idb-keyval');
    vi.mocked(keyval.get).mockImplementation(original.get);
    vi.mocked(keyval.set).mockImplementation(original.set);
    vi.mocked(keyval.del).mockImplementation(original.del);
    vi.mocked(keyval.keys).mockImplementation(original.keys);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  async function use(): Promise<void> {
    const database = new TuningDatabase();
    await database.save('key', TIMES);
    expect(await database.load('key')).toEqual(new Map());
    await database.clear();
  }

  test('where there is no database', async () => {
    expect('indexedDB' in globalThis).toBe(false);
    await use();
  });

  test('where asking for it throws, as in a page without an origin of its own', async () => {
    const open = vi.fn(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    vi.stubGlobal('indexedDB', { open });
    await use();
    expect(open).toHaveBeenCalled();
  });

  test('where it cannot be opened, as in some private windows', async () => {
    const open = vi.fn(() => {
      const request = {
        onerror: (): void => undefined,
        error: new DOMException('no', 'UnknownError'),
      };
      setTimeout(() => {
        request.onerror();
      }, 0);
      return request;
    });
    vi.stubGlobal('indexedDB', { open });
    await use();
    expect(open).toHaveBeenCalled();
  });
});
