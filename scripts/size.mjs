/**
 * `npm run size`: builds the page in memory and weighs the JavaScript that its first load needs:
 * the page's entries and all they import statically. What is imported later is free.
 */
import { gzipSync } from 'node:zlib';
import { ensureDependencies } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { runMain } from './lib/run.mjs';

const BUDGET = 80_000;

/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

await runMain(async () => {
  await ensureDependencies();
  const { build } = await import('vite');
  const built = await build({ root, logLevel: 'warn', build: { write: false, sourcemap: false } });
  if (!('output' in built)) throw new Error('The build has more than one output.');
  const chunks = new Map(
    built.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
  );
  const page = `${root.replaceAll('\\', '/')}/index.html`;
  const first = new Set(
    [...chunks.values()].filter((chunk) => chunk.facadeModuleId === page).map((c) => c.fileName),
  );
  if (first.size === 0) throw new Error('The build has no entry for index.html.');
  for (const name of first) chunks.get(name)?.imports.forEach((other) => first.add(other));

  let total = 0;
  for (const name of first) {
    const size = gzipSync(chunks.get(name)?.code ?? '', { level: 9 }).length;
    console.log(`${kilobytes(size).padStart(9)}  ${name}`);
    total += size;
  }
  const verdict = `${kilobytes(total)} of JavaScript (gzip) on first load, at most ${kilobytes(BUDGET)}`;
  console.log(verdict);
  if (total > BUDGET) throw new Error('The first load is too heavy: import some of it later.');
});
