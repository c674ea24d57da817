/** Fetching weights: progress, and errors that say what the server said. */
import { afterEach, expect, test, vi } from 'vitest';
import { fetchWeights } from './fetch-weights.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

function answer(response: () => Response): void {
  vi.stubGlobal('fetch', () => Promise.resolve().then(response));
}

test('tells progress and hands over all bytes', async () => {
  answer(() => new Response(new Uint8Array(5_000), { headers: { 'content-length': '5000' } }));
  const seen: number[] = [];
  const buffer = await fetchWeights('mini', {
    onProgress: ({ received, total }) => {
      expect(total).toBe(5_000);
      seen.push(received);
    },
  });
  expect(buffer.byteLength).toBe(5_000);
  expect(seen.at(-1)).toBe(5_000);
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
