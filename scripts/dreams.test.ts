/** The command that grows galleries, without growing: words, order of the work, what is kept, sheets and their index. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { studioRecipe } from '../src/math/dream/index.ts';
import { Gallery, readIndex } from './dreams/gallery.ts';
import type { GalleryRequest } from './dreams/gallery.ts';
import { KeptDreams } from './dreams/kept-dreams.ts';
import type { FinishedDream, LayerGrowth } from './dreams/kept-dreams.ts';
import { UsageError, readWish } from './dreams/options.ts';
import { countOf, roundsOf, shareOf } from './dreams/places.ts';
import type { LayerChannels } from './dreams/places.ts';
import { Pace, timeText } from './dreams/progress.ts';
import { layoutOf, sheetOf, withoutAlpha } from './dreams/sheet.ts';
import { decodeWebp, encodeWebp } from './lib/webp.mjs';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describe('the command line', () => {
  it('has a usual answer to all but the model', () => {
    expect(readWish(['kawasemi-mini'])).toEqual({
      kind: 'gallery',
      model: 'kawasemi-mini',
      ...{ layers: null, channels: null, first: null, steps: null, size: null, slots: null },
      ...{ recipe: 'studio', seed: 0, out: null, work: null, quality: 90 },
      ...{ shard: null, merge: false, replace: false },
    });
  });

  it('understands lists', () => {
    const words = 'm --layers a,b --channels 8-10,0,9 --steps 128,128,64 --shard 2/4 --seed=-3';
    expect(readWish(words.split(' '))).toMatchObject({
      layers: ['a', 'b'],
      channels: [0, 8, 9, 10],
      steps: [128, 128, 64],
      shard: { index: 1, count: 4 },
      seed: -3,
    });
  });

  it.each([
    ['', /Which model/],
    ['a b', /One model at a time/],
    ['a --chanels 1', /Unknown option/],
    ['a --channels 5-2', /the larger number comes last/],
    ['a --channels 1,,2', /a comma too many/],
    ['a --steps 0', /whole numbers/],
    ['a --size 6.4', /whole numbers/],
    ['a --quality 101', /whole numbers/],
    ['a --shard 3/2', /it takes 1\/4/],
    ['a --shard 0/2', /it takes 1\/4/],
    ['a --shard 1/2 --merge', /not both/],
  ])('refuses "%s"', (line, reason) => {
    const read = () => readWish(line.split(' ').filter(Boolean));
    expect(read).toThrow(UsageError);
    expect(read).toThrow(reason);
  });
});

describe('the order of the work', () => {
  const wanted = [
    { layer: 'early', channels: upTo(5) },
    { layer: 'late', channels: upTo(9) },
  ];

  it('is some of every layer, then the next ones', () => {
    expect(roundsOf(wanted, 4)).toEqual([
      [
        { layer: 'early', channels: [0, 1, 2, 3] },
        { layer: 'late', channels: [0, 1, 2, 3] },
      ],
      [
        { layer: 'early', channels: [4] },
        { layer: 'late', channels: [4, 5, 6, 7] },
      ],
      [{ layer: 'late', channels: [8] }],
    ]);
  });

  it('is divided evenly, nothing twice and nothing left out', () => {
    const layers = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(layers, fc.integer({ min: 1, max: 7 }), (counts, count) => {
        const rounds = roundsOf(
          counts.map((channels, n) => ({ layer: `layer${n}`, channels: upTo(channels) })),
        );
        const shares = upTo(count).map((index) => shareOf(rounds, { index, count }));
        const placesOf = (share: readonly (readonly LayerChannels[])[]): string[] =>
          share.flat().flatMap(({ layer, channels }) => channels.map((n) => `${layer}:${n}`));
        const all = shares.flatMap(placesOf);
        expect([...all].sort()).toEqual(placesOf(rounds).sort());
        const sizes = shares.map((share) => countOf(share.flat()));
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is told how long it takes from what each layer took', () => {
    const pace = new Pace();
    expect(pace.left(wanted)).toBeNull();
    pace.took('early', 1000);
    pace.took('early', 3000);
    expect(pace.left(wanted)).toBe(14 * 2000);
    pace.took('late', 10_000);
    expect(pace.left(wanted)).toBe(5 * 2000 + 9 * 10_000);
    expect([timeText(59_001), timeText(3_725_000)]).toEqual(['01:00', '1:02:05']);
  });
});

describe('a sheet', () => {
  it('has rows of sixteen, more where it would become too high', () => {
    expect(layoutOf(5, 64)).toEqual({ columns: 5, rows: 1 });
    expect(layoutOf(200, 64)).toEqual({ columns: 16, rows: 13 });
    expect(layoutOf(4096, 128)).toEqual({ columns: 64, rows: 64 });
    expect(() => layoutOf(100_000, 128)).toThrow(/smaller --size/);
  });

  it('has each tile in its place, and grey where there is none', () => {
    const tiles = upTo(17).map((n) => new Uint8Array(2 * 2 * 3).fill(n));
    const { data, width, height } = sheetOf(tiles, 2);
    expect([width, height]).toEqual([32, 4]);
    const at = (x: number, y: number): number[] => [...data.slice((y * 32 + x) * 4).slice(0, 4)];
    expect(at(7, 1)).toEqual([3, 3, 3, 255]);
    expect(at(1, 3)).toEqual([16, 16, 16, 255]);
    expect(at(2, 2)).toEqual([128, 128, 128, 255]);
    expect(withoutAlpha(data.slice(0, 8))).toEqual(new Uint8Array(6));
  });

  it('is packed as WebP and comes back nearly the same', async () => {
    const wave = (n: number): number => 128 + 100 * Math.sin(n / 9);
    const tile = Uint8Array.from(
      { length: 64 * 64 * 3 },
      (_, n) => wave(Math.floor(n / 3) % 64) + 20 * (n % 3),
    );
    const sheet = sheetOf([tile, tile], 64);
    const bytes = await encodeWebp(sheet, 90);
    expect(new TextDecoder().decode(bytes.slice(8, 12))).toBe('WEBP');
    const { data, width, height } = await decodeWebp(bytes);
    expect([width, height]).toEqual([128, 64]);
    const errors = sheet.data.map((value, n) => Math.abs(value - (data[n] ?? 0)));
    expect(errors.reduce((sum, one) => sum + one, 0) / errors.length).toBeLessThan(3);
  });
});

describe('what is kept', () => {
  let home: string;
  let kept: KeptDreams;
  let complaints: string[];
  const growth: LayerGrowth = { layer: 'block1_conv1', recipe: studioRecipe(1), seed: 0 };
  const dreamOf = (n: number): FinishedDream => ({
    size: 4,
    pixels: new Uint8Array(4 * 4 * 3).fill(n),
    first: -n / 3,
    last: n,
  });
  const galleryOf = (more: Partial<GalleryRequest> = {}): Gallery =>
    new Gallery(
      {
        folder: join(home, 'gallery'),
        ...{ model: 'm', weights: 'w', kept, quality: 90, replace: false },
        ...more,
      },
      { encodeWebp, complain: (line) => complaints.push(line) },
    );
  const order = ['block1_conv1', 'block1_conv2'];
  const index = () => readIndex(join(home, 'gallery/index.json'));

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'kawasemi-dreams-'));
    kept = new KeptDreams(join(home, 'work'), 'w');
    complaints = [];
  });
  afterEach(() => {
    rmSync(home, { recursive: true, force: true });
  });

  it('comes back as it was, and only for the very same weights, recipe and seed', async () => {
    await kept.write(growth, 12, dreamOf(7));
    await kept.write(growth, 3, dreamOf(2));
    expect([...(await kept.read(growth))]).toEqual([
      [3, dreamOf(2)],
      [12, dreamOf(7)],
    ]);
    const steps = { ...growth, recipe: { ...growth.recipe, steps: 7 } };
    expect((await kept.read(steps)).size).toBe(0);
    expect((await kept.read({ ...growth, seed: 1 })).size).toBe(0);
    expect((await kept.read({ ...growth, layer: 'block1_conv2' })).size).toBe(0);
    expect((await new KeptDreams(kept.folder, 'other').read(growth)).size).toBe(0);
  });

  it('does without a picture that is damaged', async () => {
    await kept.write(growth, 1, dreamOf(1));
    await kept.write(growth, 2, dreamOf(2));
    const [folder = ''] = readdirSync(kept.folder);
    writeFileSync(join(kept.folder, folder, '1.json'), '{"size": 4, "pixels": "AAAA"');
    writeFileSync(join(kept.folder, folder, '3.json.new'), 'half');
    expect([...(await kept.read(growth)).keys()]).toEqual([2]);
  });

  it('becomes a sheet and an index, in the order of the network', async () => {
    const second = { ...growth, layer: 'block1_conv2' };
    for (const n of [5, 0, 30]) await kept.write(growth, n, dreamOf(n));
    await kept.write(second, 1, dreamOf(1));
    await galleryOf().write([second, growth], order);
    const { layers, ...head } = await index();
    expect(head).toEqual({ version: 1, model: 'm', weights: 'w' });
    expect(Object.keys(layers)).toEqual(order);
    expect(layers.block1_conv1).toEqual({
      file: 'block1_conv1.webp',
      ...{ columns: 3, size: 4, recipe: 'studio', seed: 0, steps: growth.recipe.steps },
      channels: [0, 5, 30],
      first: [0, -1.66667, -10],
      last: [0, 5, 30],
    });
    const { data, width } = await decodeWebp(readFileSync(join(home, 'gallery/block1_conv1.webp')));
    expect(width).toBe(12);
    expect(Math.abs((data[(width + 9) * 4] ?? 0) - 30)).toBeLessThan(8);
  });

  it('joins what other machines have grown, when their files are put beside', async () => {
    await kept.write(growth, 0, dreamOf(0));
    await galleryOf().write([growth], order);
    const other = new KeptDreams(kept.folder, 'w');
    await other.write(growth, 1, dreamOf(1));
    await galleryOf().write([growth], order);
    expect((await index()).layers.block1_conv1?.channels).toEqual([0, 1]);
  });

  it('does not take pictures out of a sheet unless that is wanted', async () => {
    await kept.write(growth, 0, dreamOf(0));
    await kept.write(growth, 1, dreamOf(1));
    await galleryOf().write([growth], order);
    kept = new KeptDreams(join(home, 'elsewhere'), 'w');
    await kept.write(growth, 0, dreamOf(9));
    await galleryOf().write([growth], order);
    expect((await index()).layers.block1_conv1?.last).toEqual([0, 1]);
    expect(complaints.join()).toMatch(/block1_conv1 stays as it is.*1 pictures/);
    await galleryOf({ replace: true }).write([growth], order);
    expect((await index()).layers.block1_conv1?.last).toEqual([9]);
  });

  it('leaves nothing of other weights', async () => {
    await kept.write(growth, 0, dreamOf(0));
    await galleryOf().write([growth], order);
    await galleryOf({ weights: 'changed', kept: new KeptDreams(kept.folder, 'changed') }).write(
      [growth],
      order,
    );
    expect(await index()).toMatchObject({ weights: 'changed', layers: {} });
  });
});
