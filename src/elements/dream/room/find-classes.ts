/** Finds classes by a part of their name, in any language. Pure. */
import type { Bilingual } from '../../../session/index.ts';

/** Numbers of the classes whose name has `text`, those that begin with it first; all of them for an empty text. */
export function findClasses(names: readonly Bilingual[], text: string): readonly number[] {
  const wanted = plain(text);
  if (wanted === '') return names.map((_, index) => index);
  const found: { readonly index: number; readonly rank: number }[] = [];
  names.forEach(({ en, ja }, index) => {
    const places = [plain(en), plain(ja)].map((name) => placeOf(name, wanted));
    const rank = String(index) === wanted ? 0 : Math.min(...places);
    if (Number.isFinite(rank)) found.push({ index, rank });
  });
  return found.sort((a, b) => a.rank - b.rank || a.index - b.index).map(({ index }) => index);
}

/** 0 at the beginning of the name, 1 at that of a word, 2 inside of one. */
function placeOf(name: string, wanted: string): number {
  const at = name.indexOf(wanted);
  if (at < 0) return Infinity;
  if (at === 0) return 0;
  return name.includes(` ${wanted}`) ? 1 : 2;
}

/** Without case, width and the two kinds of kana. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + KANA));
}

/** From hiragana to katakana. */
const KANA = 0x60;
