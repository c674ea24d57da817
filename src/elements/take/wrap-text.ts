/** Breaks a text into lines. Knows no canvas: how wide a text is, the caller tells. */

/** Scripts without spaces break between any two letters, but not before a mark that closes. */
const PIECE =
  /\s+|[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef][、。，．・：；？）」』】〕々ー]*|[^\s\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]+/gu;

/** Lines that are at most `width` wide by `measure`; a word that is wider than that is broken. */
export function wrapText(
  text: string,
  width: number,
  measure: (text: string) => number,
): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const take = (piece: string): void => {
    if (line === '' && piece.trim() === '') return;
    if (line === '' || measure(line + piece.trimEnd()) <= width) {
      line += piece;
      return;
    }
    lines.push(line.trimEnd());
    line = piece.trimStart();
  };
  for (const piece of text.match(PIECE) ?? []) {
    if (measure(piece) <= width) take(piece);
    else for (const letter of piece) take(letter);
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}
