/**
 * Keeps the files of one build in the browser's cache, and answers requests from there where that is right. One cache holds one
 * version and nothing else, so old and new files never meet. Knows no events and no page.
 */
import { PAGE_FILE } from './build-list.ts';
import type { BuildFile, BuildList } from './build-list.ts';

/** What the store works with; the service worker's own, or a test's. */
export interface OfflineSurroundings {
  readonly build: BuildList;
  /** The page's folder. */
  readonly scope: URL;
  readonly caches: Pick<CacheStorage, 'open' | 'keys' | 'delete'>;
  readonly fetch: (request: Request | URL, init?: RequestInit) => Promise<Response>;
  /** Milliseconds of any clock. */
  readonly now: () => number;
}

/** Longest wait for a server when the cache has the file too. */
const PATIENCE_MS = 3000;
/** After one wait in vain the cache is asked first, so that a page opened without network waits once. */
const TRUST_IN_CACHE_MS = 15_000;
const SERVER_FAULT = 500;
const HEX = 16;
const HEX_DIGITS_OF_BYTE = 2;

/** The files of one version, on this machine. */
export class OfflineStore {
  readonly #around: OfflineSurroundings;
  /** By the path part of the address. */
  readonly #files: ReadonlyMap<string, BuildFile>;
  readonly #family: string;
  #cacheFirstUntil = -Infinity;

  constructor(around: OfflineSurroundings) {
    this.#around = around;
    // Two studios may live in two folders of one server, which share one storage.
    this.#family = `kawasemi ${around.scope.pathname} `;
    this.#files = new Map(
      around.build.files.flatMap((file) => {
        const named: [string, BuildFile] = [new URL(file.path, around.scope).pathname, file];
        return file.path === PAGE_FILE ? [named, [around.scope.pathname, file]] : [named];
      }),
    );
  }

  /** Fetches what the page needs. Rejects unless every file is there and is the one of this build. */
  async fill(): Promise<void> {
    const needed = this.#around.build.files.filter(({ kind }) => kind !== 'late');
    await Promise.all(needed.map((file) => this.#ensure(file)));
  }

  /** Fetches the large files that can wait, one after another; what cannot be had now is left for later. */
  async fillLate(): Promise<void> {
    for (const file of this.#around.build.files) {
      if (file.kind === 'late') await this.#ensure(file).catch(() => null);
    }
  }

  /** Deletes the caches of other versions of this page. */
  async dropOthers(): Promise<void> {
    const names = await this.#around.caches.keys();
    const others = names.filter((name) => name.startsWith(this.#family) && name !== this.#name);
    await Promise.all(others.map((name) => this.#around.caches.delete(name)));
  }

  /** The answer to a request, or null where the browser should go about it as if there were no store. */
  answer(request: Request): Promise<Response> | null {
    if (request.method !== 'GET' || request.headers.has('range')) return null;
    const { origin, pathname, search } = new URL(request.url);
    if (origin !== this.#around.scope.origin) return null;
    const file = this.#files.get(pathname);
    if (!file || (search !== '' && file.path !== PAGE_FILE)) return null;
    return this.#answer(file, request);
  }

  async #answer(file: BuildFile, request: Request): Promise<Response> {
    const kept = await this.#match(file);
    if (!kept) return this.#fromNetwork(file, request);
    // A name with a hash in it stands for one content only.
    const isFixed = file.kind === 'hashed' || file.kind === 'late';
    if (isFixed || this.#around.now() < this.#cacheFirstUntil) return kept;
    const answer = await this.#withPatience(this.#around.fetch(request));
    if (!answer || answer.status >= SERVER_FAULT) {
      this.#cacheFirstUntil = this.#around.now() + TRUST_IN_CACHE_MS;
      return kept;
    }
    if (file.kind === 'live' && answer.ok) await this.#keep(file, answer.clone());
    return answer;
  }

  async #fromNetwork(file: BuildFile, request: Request): Promise<Response> {
    const answer = await this.#around.fetch(request);
    if (answer.ok) await this.#keep(file, answer.clone());
    return answer;
  }

  /** Null when the server does not answer in time. */
  async #withPatience(answer: Promise<Response>): Promise<Response | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), PATIENCE_MS);
    });
    const given = await Promise.race([answer.catch(() => null), tooLate]);
    clearTimeout(timer);
    return given;
  }

  async #ensure(file: BuildFile): Promise<void> {
    if (await this.#match(file)) return;
    // `no-cache` asks the server whether the browser's own copy is still the right one.
    const answer = await this.#around.fetch(this.#address(file), { cache: 'no-cache' });
    if (!answer.ok || !(await this.#keep(file, answer))) {
      throw new Error(`${file.path} is not the one of this build.`);
    }
  }

  /** Keeps a good answer; false where it belongs to another version. */
  async #keep(file: BuildFile, answer: Response): Promise<boolean> {
    const bytes = await answer.arrayBuffer();
    if (file.kind !== 'live' && (await sha256(bytes)) !== file.sha256) return false;
    const cache = await this.#around.caches.open(this.#name);
    // Made anew: a browser refuses to open a page from an answer that was redirected.
    await cache.put(this.#address(file), new Response(bytes, { headers: headersOf(answer) }));
    return true;
  }

  async #match(file: BuildFile): Promise<Response | undefined> {
    const cache = await this.#around.caches.open(this.#name);
    return cache.match(this.#address(file), { ignoreVary: true });
  }

  get #name(): string {
    return this.#family + this.#around.build.version;
  }

  /** Some servers redirect `index.html` to the folder, none the other way round. */
  #address(file: BuildFile): URL {
    return file.path === PAGE_FILE ? this.#around.scope : new URL(file.path, this.#around.scope);
  }
}

/** The bytes are unpacked, so only their type is worth keeping. */
function headersOf(answer: Response): HeadersInit {
  const type = answer.headers.get('content-type');
  return type === null ? {} : { 'content-type': type };
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(HEX).padStart(HEX_DIGITS_OF_BYTE, '0')).join(
    '',
  );
}
