/** What the store keeps, what it answers, and when it asks the server first. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BuildFile, BuildList, FileKind } from './build-list.ts';
import { OfflineStore } from './offline-store.ts';

const SCOPE = new URL('https://here.example/studio/');
const SCRIPT = 'assets/main-12345678.js';
const LARGE = 'assets/large-12345678.js';

/** Answers put under addresses; as much of the browser's storage as the store uses. */
class FakeCaches {
  readonly all = new Map<string, Map<string, Response>>();

  open(name: string): Promise<Cache> {
    const kept = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, kept);
    const cache = {
      match: (url: URL) => Promise.resolve(kept.get(url.href)?.clone()),
      put: (url: URL, response: Response) => Promise.resolve(void kept.set(url.href, response)),
    };
    return Promise.resolve(cache as unknown as Cache);
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.all.keys()]);
  }

  delete(name: string): Promise<boolean> {
    return Promise.resolve(this.all.delete(name));
  }
}

/** Stands for a server that does not answer. */
const SILENCE = null;
/** A server: contents by path, or a status. */
type Server = Map<string, string | number | typeof SILENCE>;

const CONTENTS: readonly (readonly [path: string, kind: FileKind])[] = [
  ['index.html', 'plain'],
  [SCRIPT, 'hashed'],
  ['model.safetensors', 'plain'],
  [LARGE, 'late'],
  ['local.json', 'live'],
];

function listOf(version: string): BuildList {
  const files = CONTENTS.map(([path, kind]): BuildFile => {
    const content = `${path} of ${version}`;
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { path, kind, sha256: kind === 'live' ? '' : sha256 };
  });
  return { version, files };
}

function serverOf(version: string): Server {
  const server: Server = new Map(CONTENTS.map(([path]) => [path, `${path} of ${version}`]));
  // The page is asked for by its folder.
  server.set('', `index.html of ${version}`);
  return server;
}

let caches: FakeCaches;
let server: Server;
let asked: string[];
let clock: number;

function storeOf(version: string, scope = SCOPE): OfflineStore {
  return new OfflineStore({
    build: listOf(version),
    scope,
    caches,
    now: () => clock,
    fetch: (request) => {
      const { href } = request instanceof URL ? request : new URL(request.url);
      const path = href.slice(scope.href.length).replace(/\?.*/, '');
      asked.push(path);
      const content = server.get(path);
      if (content === undefined) return Promise.reject(new TypeError('Failed to fetch'));
      if (content === SILENCE) return new Promise(() => undefined);
      return Promise.resolve(
        typeof content === 'number' ? new Response('', { status: content }) : new Response(content),
      );
    },
  });
}

const ask = (store: OfflineStore, path: string, init?: RequestInit): Promise<string> | null =>
  store.answer(new Request(new URL(path, SCOPE), init))?.then((response) => response.text()) ??
  null;

describe('the files of a build', () => {
  beforeEach(() => {
    caches = new FakeCaches();
    server = serverOf('one');
    asked = [];
    clock = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are all kept but the late ones, which follow when there is time', async () => {
    const store = storeOf('one');
    await store.fill();
    const [kept] = caches.all.values();
    expect([...(kept?.keys() ?? [])].map((href) => href.slice(SCOPE.href.length))).toEqual(
      expect.arrayContaining(['', SCRIPT, 'model.safetensors', 'local.json']),
    );
    expect(kept?.size).toBe(4);
    await store.fillLate();
    expect(kept?.size).toBe(5);
  });

  it('are not fetched twice', async () => {
    await storeOf('one').fill();
    asked = [];
    await storeOf('one').fill();
    expect(asked).toEqual([]);
  });

  it.each([
    ['missing', 404],
    ['of another build', 'model.safetensors of two'],
    ['a page of the host', '<html>'],
  ])('make the filling fail when one is %s', async (_what, content) => {
    server.set('model.safetensors', content);
    await expect(storeOf('one').fill()).rejects.toThrow('model.safetensors is not the one');
  });

  it('do not mind a late file that cannot be had', async () => {
    server.set(LARGE, 404);
    const store = storeOf('one');
    await store.fill();
    await store.fillLate();
    expect([...caches.all.values()][0]?.size).toBe(4);
  });

  it('are answered from the cache where the name has a hash, without asking', async () => {
    const store = storeOf('one');
    await store.fill();
    asked = [];
    server.set(SCRIPT, 'something else');
    expect(await ask(store, SCRIPT)).toBe(`${SCRIPT} of one`);
    expect(asked).toEqual([]);
  });

  it.each(['', 'index.html', 'index.html?from=elsewhere', 'model.safetensors'])(
    'are asked of the server first where the name has none: "%s"',
    async (path) => {
      const store = storeOf('one');
      await store.fill();
      server = serverOf('two');
      server.set('index.html', 'index.html of two');
      expect(await ask(store, path)).toMatch(/ of two$/);
      server = new Map();
      expect(await ask(store, path)).toMatch(/ of one$/);
    },
  );

  it('come from the cache after three seconds of silence, and then at once', async () => {
    const store = storeOf('one');
    await store.fill();
    server.set('', SILENCE);
    server.set('model.safetensors', SILENCE);
    const page = ask(store, '');
    let isThere = false;
    void page?.then(() => (isThere = true));
    await vi.advanceTimersByTimeAsync(2900);
    expect(isThere).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(await page).toBe('index.html of one');
    // Without a timer to advance this would never end.
    expect(await ask(store, 'model.safetensors')).toBe('model.safetensors of one');
    clock += 60_000;
    server = serverOf('one');
    server.set('model.safetensors', 'new');
    expect(await ask(store, 'model.safetensors')).toBe('new');
  });

  it('come from the cache when the server is broken, but what it lacks now is lacking', async () => {
    const store = storeOf('one');
    await store.fill();
    server.set('', 503);
    expect(await ask(store, '')).toBe('index.html of one');
    clock += 60_000;
    server.set('', 404);
    const answer = await store.answer(new Request(SCOPE));
    expect(answer?.status).toBe(404);
  });

  it('take in what changes on the server only where that is expected', async () => {
    const store = storeOf('one');
    await store.fill();
    server = serverOf('two');
    expect(await ask(store, 'local.json')).toBe('local.json of two');
    expect(await ask(store, 'model.safetensors')).toBe('model.safetensors of two');
    expect(await ask(store, LARGE)).toBe(`${LARGE} of two`);
    server = new Map();
    expect(await ask(store, 'local.json')).toBe('local.json of two');
    expect(await ask(store, 'model.safetensors')).toBe('model.safetensors of one');
    await expect(ask(store, LARGE)).rejects.toThrow();
  });

  it.each([
    ['a range', 'model.safetensors', { headers: { Range: 'bytes=0-7' } }],
    ['a question with a body', 'index.html', { method: 'POST', body: 'x' }],
    ['an unknown file', 'local/vgg16.safetensors', {}],
    ['a known file with a question', 'model.safetensors?x', {}],
    ['another folder', '/index.html', {}],
    ['another server', 'https://elsewhere.example/studio/index.html', {}],
  ])('do not concern %s', async (_what, path, init) => {
    const store = storeOf('one');
    await store.fill();
    expect(store.answer(new Request(new URL(path, SCOPE), init))).toBeNull();
  });

  it('of other versions go, of other folders stay', async () => {
    const other = new URL('https://here.example/another/');
    await storeOf('one', other).fill();
    await storeOf('one').fill();
    server = serverOf('two');
    const store = storeOf('two');
    await store.fill();
    expect(caches.all.size).toBe(3);
    await store.dropOthers();
    expect([...caches.all.keys()]).toEqual(['kawasemi /another/ one', 'kawasemi /studio/ two']);
  });
});
