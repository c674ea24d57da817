/** A static server for one folder below one address, which a spec can stop, and whose folder it can change. Knows no studio. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.jpg': 'image/jpeg',
};

/** A running server; `folder` may be set to another at any time. */
export interface FolderServer {
  folder: string;
  readonly address: string;
  /** Paths asked for so far. */
  readonly asked: string[];
  stop(): Promise<void>;
}

/** Serves `folder` at a free port, below `path` (with a slash at both ends). */
export async function serveFolder(folder: string, path: string): Promise<FolderServer> {
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    served.asked.push(pathname);
    const name = pathname.slice(path.length) || 'index.html';
    const file = join(served.folder, name);
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!pathname.startsWith(path) || !stats?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-length': stats.size });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((listening) => http.listen(0, 'localhost', listening));
  const { port } = http.address() as AddressInfo;
  const served: FolderServer = {
    folder,
    address: `http://localhost:${String(port)}${path}`,
    asked: [],
    stop: () =>
      new Promise((stopped) => {
        http.close(() => {
          stopped();
        });
        http.closeAllConnections();
      }),
  };
  return served;
}
