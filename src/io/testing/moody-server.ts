/** A server with every mood that a server of large files may have. For tests. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server holds. */
export interface ServedFile {
  readonly size: number;
  read(begin: number, end: number): Uint8Array;
}

/** How a server behaves, the first part of a path: `/cutting/vgg16.safetensors`. */
export type Mood =
  /** As it should: ranges, length, ETag. */
  | 'good'
  /** No ranges: always the whole file. */
  | 'stream'
  /** No ranges and no length. */
  | 'chunked'
  /** `rate` bytes a second. */
  | 'slow'
  /** The connection breaks after `cut` bytes of each answer. */
  | 'cutting'
  /** The same without ranges. */
  | 'cutting-stream'
  /** After `cut` bytes in all nothing comes any more: every connection breaks at once. */
  | 'dead'
  /** The file has an end too early: it is as long as `truncated` says. */
  | 'truncated'
  /** Says that it is 1,000 bytes longer than it is. */
  | 'boasting'
  /** Says so of a whole file without ranges. */
  | 'boasting-stream'
  | 'not-found'
  | 'forbidden'
  | 'busy'
  /** A web page with status 200, as log-in pages come. */
  | 'page'
  /** A web page that says that it is a file. */
  | 'disguised'
  | 'redirect'
  /** Another ETag at each answer. */
  | 'changing'
  /** Always sends the beginning, whatever range was asked for. */
  | 'deaf';

/** A running server. */
export interface MoodyServer {
  readonly address: string;
  /** Bytes of files sent so far, by path. */
  readonly sent: Map<string, number>;
  /** `path range` of each request. */
  readonly asked: string[];
  /** Settings of the moods. */
  cut: number;
  rate: number;
  truncated: number;
  /** While true `busy` answers 503, then as `good`. */
  isBusy: boolean;
  stop(): Promise<void>;
}

const CHUNK = 64 * 1024;
const TICK_MS = 20;
const LIE = 1000;
const STATUS: Readonly<Partial<Record<Mood, number>>> = { 'not-found': 404, forbidden: 403 };

/** Serves files by name at a free port of this machine; `other` answers what is no file. */
export async function serveMoody(
  files: Readonly<Record<string, ServedFile>>,
  other: (path: string, response: ServerResponse) => void = (_, response) => {
    response.writeHead(404).end();
  },
): Promise<MoodyServer> {
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, mood = '', name = ''] = pathname.split('/');
    const file = Object.hasOwn(files, name) ? files[name] : undefined;
    if (!file) {
      other(pathname, response);
      return;
    }
    server.asked.push(`${pathname} ${request.headers.range ?? 'whole'}`);
    void answer(server, mood as Mood, name, file, request, response);
  });
  await new Promise<void>((listening) => http.listen(0, 'localhost', listening));
  const { port } = http.address() as AddressInfo;
  const server: MoodyServer = {
    address: `http://localhost:${String(port)}`,
    sent: new Map(),
    asked: [],
    cut: 10_000_000,
    rate: 1_000_000,
    truncated: 0,
    isBusy: true,
    stop: () =>
      new Promise((stopped) => {
        http.close(() => {
          stopped();
        });
        http.closeAllConnections();
      }),
  };
  return server;
}

async function answer(
  server: MoodyServer,
  mood: Mood,
  name: string,
  file: ServedFile,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-expose-headers', 'Content-Range, ETag');
  response.setHeader('etag', mood === 'changing' ? `"${String(server.asked.length)}"` : '"one"');
  const status = mood === 'busy' && server.isBusy ? 503 : STATUS[mood];
  if (status !== undefined) {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>no</h1>');
    return;
  }
  if (mood === 'page' || mood === 'disguised') {
    const type = mood === 'page' ? 'text/html; charset=utf-8' : 'application/octet-stream';
    response.writeHead(200, { 'content-type': type }).end('<!doctype html><title>Log in</title>');
    return;
  }
  if (mood === 'redirect') {
    response.writeHead(302, { location: `/good/${name}` }).end();
    return;
  }
  const size = mood === 'truncated' ? server.truncated : file.size;
  const { begin, end, isRange } = rangeOf(request, mood, size);
  const said = mood.startsWith('boasting') ? size + LIE : size;
  response.setHeader('content-type', 'application/octet-stream');
  if (isRange) {
    const last = String(Math.min(end, said) - 1);
    response.setHeader('content-range', `bytes ${String(begin)}-${last}/${String(said)}`);
  }
  if (mood !== 'chunked') {
    response.setHeader('content-length', isRange ? end - begin : said);
  }
  response.writeHead(isRange ? 206 : 200);
  await send(server, mood, `/${mood}/${name}`, file, { begin, end }, response);
}

function rangeOf(
  request: IncomingMessage,
  mood: Mood,
  size: number,
): { begin: number; end: number; isRange: boolean } {
  const isStream = /stream|chunked/.test(mood);
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  if (isStream || first === undefined) return { begin: 0, end: size, isRange: false };
  const end = Math.min(size, last ? Number(last) + 1 : size);
  if (mood === 'deaf') return { begin: 0, end: Math.min(size, end - Number(first)), isRange: true };
  return { begin: Math.min(Number(first), end), end, isRange: true };
}

async function send(
  server: MoodyServer,
  mood: Mood,
  path: string,
  file: ServedFile,
  { begin, end }: { readonly begin: number; readonly end: number },
  response: ServerResponse,
): Promise<void> {
  const isCutting = mood.startsWith('cutting');
  const step = mood === 'slow' ? Math.max(1, (server.rate * TICK_MS) / 1000) : CHUNK;
  for (let at = begin; at < end && !response.destroyed; at += Math.floor(step)) {
    const total = server.sent.get(path) ?? 0;
    const isOver = isCutting ? at - begin >= server.cut : mood === 'dead' && total >= server.cut;
    if (isOver) {
      response.destroy();
      return;
    }
    const bytes = file.read(at, Math.min(end, at + Math.floor(step)));
    server.sent.set(path, total + bytes.length);
    if (!response.write(bytes)) await drained(response);
    if (mood === 'slow') await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  response.end();
}

/** Resolves when there is room again, or nobody listens any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.once('drain', done);
    response.once('close', done);
  });
}
