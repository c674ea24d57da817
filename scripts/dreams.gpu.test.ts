/** The command that grows galleries, growing: what comes of it does not depend on how often it was stopped, or where it ran. */
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readIndex } from './dreams/gallery.ts';
import { runDreams } from './dreams/run-dreams.ts';
import type { Surroundings } from './dreams/surroundings.ts';
import { hdf5Threads } from './lib/hdf5-thread.mjs';
import { decodeWebp, encodeWebp } from './lib/webp.mjs';

const WEIGHTS = resolve(import.meta.dirname, '../weights');
/** Two small pictures. */
const WISH = 'kawasemi-mini --layers block1_conv1,block2_conv1 --channels 3 --steps 4 --size 32';

let home: string;
let said: string[];
let complaints: string[];

/** Runs the command; `onLine` may stop it. */
async function run(
  words: string,
  onLine: (line: string, stop: () => void) => void = () => undefined,
): Promise<number> {
  const stop = new AbortController();
  const around: Surroundings = {
    weights: WEIGHTS,
    work: join(home, 'work'),
    screen: {
      isTerminal: false,
      line: (line) => {
        said.push(line);
        onLine(line, () => stop.abort());
      },
    },
    complain: (line) => complaints.push(line),
    signal: stop.signal,
    hdf5: hdf5Threads,
    encodeWebp,
  };
  return runDreams(words.split(' '), around);
}

const galleryAt = (name: string): Map<string, string> =>
  new Map(
    readdirSync(join(home, name)).map((file) => [
      file,
      readFileSync(join(home, name, file)).toString('base64'),
    ]),
  );

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kawasemi-dreams-'));
  said = [];
  complaints = [];
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

it('goes on where it was stopped, and ends with the same bytes', async () => {
  expect(await run(`${WISH} --out ${home}/whole --work ${home}/other`)).toBe(0);

  const stopped = await run(`${WISH} --out ${home}/parts`, (line, stop) => {
    if (line.startsWith('block1_conv1: 1 of 2')) stop();
  });
  expect(stopped).toBe(1);
  expect(complaints).toEqual([
    'Stopped. Finished pictures stay; the same command goes on from there.',
  ]);
  expect(said).toContain('2 pictures are to be grown.');
  said = [];
  expect(await run(`${WISH} --out ${home}/parts`)).toBe(0);
  expect(said).toContain('1 pictures are to be grown.');
  expect(galleryAt('parts')).toEqual(galleryAt('whole'));

  const { layers } = await readIndex(join(home, 'parts/index.json'));
  expect(Object.keys(layers)).toEqual(['block1_conv1', 'block2_conv1']);
  for (const { file, channels, first, last } of Object.values(layers)) {
    expect(channels).toEqual([3]);
    expect(last[0]).toBeGreaterThan(first[0]!);
    const { data, width, height } = await decodeWebp(readFileSync(join(home, 'parts', file)));
    expect([width, height]).toEqual([32, 32]);
    expect(new Set(data).size).toBeGreaterThan(20);
  }
});

it('is the same when two machines share the work', async () => {
  expect(await run(`${WISH} --out ${home}/whole`)).toBe(0);
  for (const part of ['1', '2']) {
    expect(await run(`${WISH} --shard ${part}/2 --out ${home}/none --work ${home}/m${part}`)).toBe(
      0,
    );
  }
  expect(() => galleryAt('none')).toThrow('ENOENT');
  cpSync(join(home, 'm2'), join(home, 'm1'), { recursive: true });
  said = [];
  expect(await run(`${WISH} --merge --out ${home}/joined --work ${home}/m1`)).toBe(0);
  expect(said.join()).not.toContain('grown');
  expect(galleryAt('joined')).toEqual(galleryAt('whole'));
});

it.each([
  ['kawasemi-mini --layers block1_pool', /no layer block1_pool with filters/],
  ['kawasemi-mini --recipe dali', /no recipe dali/],
  ['kawasemi-maxi', /no model and no file kawasemi-maxi/],
  ['vgg19', /vgg19 is not here/],
])('does not understand %s', async (words, reason) => {
  expect(await run(words)).toBe(2);
  expect(complaints.join('\n')).toMatch(reason);
});
