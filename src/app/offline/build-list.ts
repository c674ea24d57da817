/** The files of one build, as `scripts/vite/service-worker.ts` lists them for the service worker. Knows no cache. */

/**
 * How a file is kept. `hashed`: its name changes with its content. `late`: stays as it is as long as the build does, is large and
 * not needed at once. `plain`: its name stays. `live`: the server may make it anew at any time.
 */
export type FileKind = 'hashed' | 'late' | 'plain' | 'live';

/** One file of a build. */
export interface BuildFile {
  /** From the page's folder on. */
  readonly path: string;
  readonly kind: FileKind;
  /** Of the content, hexadecimal; empty for `live`. */
  readonly sha256: string;
}

/** All files that the page may ask for, and a version made from their contents. */
export interface BuildList {
  readonly version: string;
  readonly files: readonly BuildFile[];
}

/** The page itself, which a server gives for the folder. */
export const PAGE_FILE = 'index.html';
