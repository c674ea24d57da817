/** Fetching weights: all bytes, or errors that say what the server said. */
import { afterEach, expect, test, vi } from 'vitest';
import { fetchWeights } from './fetch-weights.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

function answer(response: () => Response): void {
  vi.stubGlobal('fetch', () => Promise.resolve().then(response));
}

test('hands over all bytes', async () => {
  answer(() => new Response(new Uint8Array(5_000).fill(7)));
  const buffer = await fetchWeights('mini');
  expect(buffer.byteLength).toBe(5_000);
  expect(new Uint8Array(buffer)[4_999]).toBe(7);
});

test('a status that is not OK', async () => {
  answer(() => new Response('gone', { status: 404 }));
  await expect(fetchWeights('mini')).rejects.toMatchObject({
    code: 'weights-http',
    values: { url: 'mini', status: 404 },
  });
});

test('no answer at all', async () => {
  answer(() => {
    throw new TypeError('network');
  });
  await expect(fetchWeights('mini')).rejects.toMatchObject({
    code: 'weights-http',
    values: { url: 'mini', status: 0 },
  });
});

test('an abort is an abort, not an error of the weights', async () => {
  const signal = AbortSignal.abort();
  vi.stubGlobal('fetch', () => Promise.reject(signal.reason as Error));
  await expect(fetchWeights('mini', { signal })).rejects.toMatchObject({ name: 'AbortError' });
});
