/** Sends a file from disk, whole or one range of it, as RFC 9110 has it. Knows nothing of what the file holds. */
import { createReadStream, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';

const OK = 200;
const PARTIAL = 206;
const NOT_FOUND = 404;
const NOT_SATISFIABLE = 416;

/** First and last byte. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/** Answers a GET or HEAD request with the file at `path`, or with 404. */
export function sendFile(request: IncomingMessage, response: ServerResponse, path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) {
    response.writeHead(NOT_FOUND).end();
    return;
  }
  const etag = `"${stats.size.toString()}-${stats.mtimeMs.toString()}"`;
  const range = rangeOf(request, stats, etag);
  if (range === 'not satisfiable') {
    response
      .writeHead(NOT_SATISFIABLE, { 'Content-Range': `bytes */${stats.size.toString()}` })
      .end();
    return;
  }
  const { first, last } = range ?? { first: 0, last: stats.size - 1 };
  response.writeHead(range ? PARTIAL : OK, {
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-cache',
    'Content-Length': last - first + 1,
    'Content-Type': 'application/octet-stream',
    ETag: etag,
    'Last-Modified': stats.mtime.toUTCString(),
    ...(range && {
      'Content-Range': `bytes ${first.toString()}-${last.toString()}/${stats.size.toString()}`,
    }),
  });
  if (request.method === 'HEAD' || last < first) response.end();
  // Whoever stops reading ends the stream; there is nobody left to be told.
  else pipeline(createReadStream(path, { start: first, end: last }), response, () => undefined);
}

/** Null: the whole file is to be sent, as for several ranges at once and for a range of another version. */
function rangeOf(
  { headers }: IncomingMessage,
  { size, mtime }: Stats,
  etag: string,
): Range | null | 'not satisfiable' {
  const condition = headers['if-range'];
  if (condition !== undefined && condition !== etag && condition !== mtime.toUTCString())
    return null;
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '');
  if (!match) return null;
  const [, from = '', to = ''] = match;
  if (from === '') {
    if (to === '') return null;
    const bytes = Math.min(Number(to), size);
    return bytes > 0 ? { first: size - bytes, last: size - 1 } : 'not satisfiable';
  }
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return null;
  return first < size ? { first, last } : 'not satisfiable';
}
