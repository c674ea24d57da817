/** The galleries that come with the studio: whole, of the weights that come with it, and not too large. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSafetensors } from '../src/io/index.ts';
import { isLearned, readManifest, recogniseModel } from '../src/network/index.ts';
import { readIndex } from './dreams/gallery.ts';
import { decodeWebp } from './lib/webp.mjs';

const WEIGHTS = resolve(import.meta.dirname, '../weights');
const MOST_BYTES = 3_000_000;
/** Pixels of one color are no dream. */
const LEAST_LEVELS = 24;

const shipped = readManifest(
  JSON.parse(readFileSync(join(WEIGHTS, 'manifest.json'), 'utf8')),
).filter(({ origin }) => origin === 'shipped');

it.each(shipped.map(({ id }) => id))('%s has a gallery', (id) => {
  expect(existsSync(join(WEIGHTS, 'dreams', id, 'index.json'))).toBe(true);
});

describe.each(shipped)('the gallery of $id', ({ id, files: [file] }) => {
  const folder = join(WEIGHTS, 'dreams', id);
  const index = readIndex(join(folder, 'index.json'));
  const bytes = readFileSync(join(WEIGHTS, file!.url));
  const { layers } = recogniseModel(parseSafetensors(Uint8Array.from(bytes).buffer));
  const learned = layers.filter(isLearned);

  it('is of the weights that come with the studio', async () => {
    expect(await index).toMatchObject({ version: 1, model: id, weights: file!.checksum.hex });
  });

  it('has at most 3 MB, and no file that is not in its index', async () => {
    const names = readdirSync(folder);
    const sheets = Object.values((await index).layers).map((layer) => layer.file);
    expect(names.sort()).toEqual(['index.json', ...sheets].sort());
    const sizes = names.map((name) => statSync(join(folder, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MOST_BYTES);
  });

  it('has something of every layer, the classes last', async () => {
    expect(Object.keys((await index).layers)).toEqual(learned.map(({ name }) => name));
  });

  it.each(learned.map((layer) => [layer.name, layer] as const))(
    'has pictures of filters of %s',
    async (name, layer) => {
      const { size, columns, channels, first, last, file: sheet } = (await index).layers[name]!;
      const count = layer.kind === 'dense' ? layer.units : layer.channels;
      expect(channels).toEqual([...new Set(channels)].sort((a, b) => a - b));
      expect(channels[0]).toBeGreaterThanOrEqual(0);
      expect(channels.at(-1)).toBeLessThan(count);
      expect([first.length, last.length]).toEqual([channels.length, channels.length]);
      const { data, width, height } = await decodeWebp(readFileSync(join(folder, sheet)));
      expect([width, height]).toEqual([
        columns * size,
        Math.ceil(channels.length / columns) * size,
      ]);
      channels.forEach((channel, place) => {
        const levels = new Set<number>();
        for (let pixel = 0; pixel < size * size; pixel += 1) {
          const x = (place % columns) * size + (pixel % size);
          const y = Math.floor(place / columns) * size + Math.floor(pixel / size);
          levels.add(data[(y * width + x) * 4]!);
        }
        expect(levels.size, `channel ${channel}`).toBeGreaterThan(LEAST_LEVELS);
      });
      const risen = last.filter((value, place) => value > first[place]!);
      expect(risen.length / last.length).toBeGreaterThan(0.9);
    },
  );
});
