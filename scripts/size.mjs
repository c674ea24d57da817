/**
 * `npm run size`: builds the page in memory and weighs the JavaScript that its first load needs:
 * the page's entries and all they import statically, and the words of one language, of which the
 * heaviest counts. What is imported later is free.
 */
import { gzipSync } from 'node:zlib';
import { ensureDependencies } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { runMain } from './lib/run.mjs';

const BUDGET = 80_000;
const WORDS_BUDGET = 16_000;
const WORDS = /\/i18n\/messages\.\w+\.ts$/;

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
  const words = [...chunks.values()]
    .filter((chunk) => WORDS.test(chunk.facadeModuleId ?? ''))
    .map((chunk) => gzipSync(chunk.code, { level: 9 }).length);
  if (words.length < 2) throw new Error('The build has no chunks for the words of each language.');
  const heaviest = Math.max(...words);
  console.log(
    `${kilobytes(total)} of JavaScript (gzip) on first load, at most ${kilobytes(BUDGET)}`,
  );
  console.log(`${kilobytes(heaviest)} of words, at most ${kilobytes(WORDS_BUDGET)}`);
  if (total > BUDGET || heaviest > WORDS_BUDGET) {
    throw new Error('The first load is too heavy: import some of it later.');
  }
});
