/** A server of the small files that behaves well or badly, as its test says. Knows no command. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { kerasFeaturesFile, kerasFile, sumOf, timmFile } from './small-files.ts';

const OK = 200;
const PARTIAL = 206;
const NOT_FOUND = 404;
/** Milliseconds in which what was sent before a break arrives. */
const ARRIVAL = 20;

/** How the server behaves. */
interface Manners {
  ranges: boolean;
  /** Bytes after which an answer breaks off, and how often that happens. */
  breaksAfter: number;
  breaks: number;
  status: number;
  type: string;
  tellsLength: boolean;
}

/** See the head of the file. */
export class ModelServer {
  readonly manners: Manners = {
    ranges: true,
    breaksAfter: 0,
    breaks: 0,
    status: OK,
    type: 'application/octet-stream',
    tellsLength: true,
  };
  /** Files by path. */
  readonly files = new Map<string, Uint8Array>([
    ['/model.safetensors', timmFile],
    ['/mirror/model.safetensors', timmFile],
    ['/keras.h5', kerasFile],
    ['/keras-notop.h5', kerasFeaturesFile],
  ]);
  /** Ranges asked for. */
  readonly asked: string[] = [];
  /** Bytes sent. */
  sent = 0;
  readonly #server = createServer((request, response) => this.#answer(request, response));

  /** Listens at a free port of this machine. */
  static async start(): Promise<ModelServer> {
    const server = new ModelServer();
    await new Promise<void>((listening) => server.#server.listen(0, '127.0.0.1', listening));
    return server;
  }

  get address(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { manners } = this;
    const file = this.files.get(request.url ?? '');
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    this.asked.push(request.headers.range ?? 'all');
    if (!file || manners.status !== OK) {
      response.writeHead(file ? manners.status : NOT_FOUND).end();
      return;
    }
    const isRange = manners.ranges && from !== undefined;
    const begin = isRange ? Number(from) : 0;
    const end = isRange ? Math.min(Number(to) + 1, file.length) : file.length;
    response.writeHead(isRange ? PARTIAL : OK, {
      'content-type': manners.type,
      etag: `"${sumOf('md5', file)}"`,
      ...(manners.tellsLength && { 'content-length': end - begin }),
      ...(isRange && {
        'content-range': `bytes ${String(begin)}-${String(end - 1)}/${String(file.length)}`,
      }),
    });
    const isBreak = manners.breaks > 0 && end - begin > manners.breaksAfter;
    const bytes = file.subarray(begin, isBreak ? begin + manners.breaksAfter : end);
    this.sent += bytes.length;
    if (!isBreak) {
      response.end(bytes);
      return;
    }
    manners.breaks -= 1;
    response.write(bytes, () => setTimeout(() => response.destroy(), ARRIVAL));
  }
}
