/** The names of ImageNet's 1,000 classes: complete, in the order of the outputs, Japanese where they should be. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readClassNames } from './manifest.ts';
import type { ClassName } from './manifest.ts';
import { weightsFile, weightsJson } from './testing/embedded-model.ts';
import { sharedFiles, sharedPath } from './testing/shared-data.ts';

const FILE = 'imagenet-classes.json';
const MOST_BYTES = 75_000;

const LIST = 'models/imagenet-classes.tsv';
const list = sharedFiles(LIST);

/** Classes that share a name in both languages: the Japanese name, then the ids. */
const SHARED_NAMES = [['ミサイル', 'n03773504', 'n04008634']];

const JAPANESE_LETTER = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** Brands and abbreviations that Japanese writes in Latin letters. */
const LATIN_WORDS = ['ATM', 'CD', 'T', 'T', 'iPod'];

describe(FILE, () => {
  const classes = readClassNames(weightsJson(FILE));

  test('has 1,000 classes, no two with the same id, one a line', () => {
    const lines = new TextDecoder().decode(weightsFile(FILE)).trimEnd().split('\n');
    expect(classes).toHaveLength(1000);
    expect(new Set(classes.map(({ id }) => id)).size).toBe(1000);
    expect(lines.slice(1, -1).map((line) => line.slice(7, 16))).toEqual(
      classes.map(({ id }) => id),
    );
  });

  test('is small enough to load with a model', () => {
    expect(weightsFile(FILE).byteLength).toBeLessThan(MOST_BYTES);
  });

  test.skipIf(list.missing)(`ids and English names are those of the list${list.note}`, () => {
    const rows = readFileSync(sharedPath(LIST), 'utf8').trimEnd().split('\n');
    expect(classes.map(({ id, en }, index) => [String(index), id, en].join('\t'))).toEqual(rows);
  });

  test('every Japanese name has Japanese letters, and Latin ones only where Japanese writes them', () => {
    const foreign = classes.filter(({ ja }) => !JAPANESE_LETTER.test(ja)).map(({ ja }) => ja);
    expect(foreign).toEqual(['iPod']);
    expect(classes.flatMap(({ ja }) => ja.match(/[a-z]+/gi) ?? []).sort()).toEqual(LATIN_WORDS);
    expect(classes.filter(({ ja }) => ja !== ja.trim() || ja !== ja.normalize('NFC'))).toEqual([]);
  });

  test('two classes have the same Japanese name only where they share an English one', () => {
    const pairs = classes.flatMap((second) => {
      const first = classes.find(({ ja }) => ja === second.ja);
      return first === undefined || first === second ? [] : [{ first, second }];
    });
    expect(pairs.map(({ first, second }) => [first.ja, first.id, second.id])).toEqual(SHARED_NAMES);
    const unlike = pairs.filter(
      ({ first, second }) => !namesOf(first).some((name) => namesOf(second).includes(name)),
    );
    expect(unlike).toEqual([]);
  });

  test('the classes of Kawasemi-mini have the same names', () => {
    const byId = new Map(classes.map((entry) => [entry.id, entry]));
    const mini = readClassNames(weightsJson('kawasemi-mini-classes.json'));
    expect(mini).toHaveLength(200);
    expect(mini.map(({ id }) => byId.get(id))).toEqual(mini);
  });

  test.each([
    ['crane, the bird', 'n02012849', 'ツル'],
    ['crane, the machine', 'n03126707', 'クレーン'],
    ['Cardigan, the dog', 'n02113186', 'ウェルシュ・コーギー・カーディガン'],
    ['cardigan, the garment', 'n02963159', 'カーディガン'],
    ['kite, the bird', 'n01608432', 'トビ'],
    ['drake, the male duck', 'n01847000', 'カモの雄'],
    ['ram, the sheep', 'n02412080', '雄羊'],
    ['bonnet, the hat', 'n02869837', 'ボンネット（帽子）'],
    ['mortar, the bowl', 'n03786901', '乳鉢'],
    ['mortarboard, the cap', 'n03787032', '角帽'],
    ['notebook, the computer', 'n03832673', 'ノートパソコン'],
    ['plane, the tool', 'n03954731', 'かんな'],
    ['pitcher, the jug', 'n03950228', 'ピッチャー（容器）'],
  ])('%s', (_, id, ja) => {
    expect(classes.find((entry) => entry.id === id)?.ja).toBe(ja);
  });
});

function namesOf({ en }: ClassName): string[] {
  return en.split(', ');
}
