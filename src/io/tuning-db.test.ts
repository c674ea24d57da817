/** Without a database, or with one that fails, nothing is kept and nothing fails. With one: e2e/tuning.spec.ts. */
import { afterEach, expect, test, vi } from 'vitest';
import { TuningDatabase } from './tuning-db.ts';

const TIMES = new Map([['shape', { general: 1 }]]);

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
