/** Texts with terms of the field in them, `[[term|words]]`, taken apart. Knows no page. */
import type { Messages } from './messages.en.ts';

/** A term that the catalogue explains. */
export type Term = keyof Messages['terms'];

/** A piece of a text: plain words, or words that stand for a term. */
export interface TextPiece {
  readonly words: string;
  readonly term: Term | null;
}

/** Splits `text` into plain pieces and terms, in order. Names that are no term stay as plain words. */
export function splitTerms(text: string, messages: Messages): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(/\[\[(\w+)\|([^\]]+)\]\]/g)) {
    const [whole, name = '', words = ''] = match;
    if (match.index > end) pieces.push({ words: text.slice(end, match.index), term: null });
    pieces.push({ words, term: isTerm(name, messages) ? name : null });
    end = match.index + whole.length;
  }
  if (end < text.length) pieces.push({ words: text.slice(end), term: null });
  return pieces;
}

function isTerm(name: string, messages: Messages): name is Term {
  return name in messages.terms;
}
