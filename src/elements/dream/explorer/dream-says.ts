/** What is said of a dream: its state with its numbers, short for a tip and long for those who want to know. */
import { fill, formatValue, noticeText } from '../../../i18n/index.ts';
import type { DreamWords, Language } from '../../../i18n/index.ts';
import type { DreamStatus } from '../../../session/index.ts';

type Words = DreamWords['explorer']['says'];

/** `step 64 of 128`, `objective 2.49 (0.053 before)`. */
export function shortState(status: DreamStatus, words: Words, language: Language): string {
  return stateIn(status, words.short, language);
}

/** The same as a sentence; of what failed also why. */
export function longState(status: DreamStatus, words: Words, language: Language): string {
  const { state, problem } = status;
  if (state === 'failed' && problem) return noticeText(problem.code, problem.values, language);
  return stateIn(status, words.long, language);
}

function stateIn(status: DreamStatus, texts: Words['short'], language: Language): string {
  const { state, first, last, step, steps } = status;
  const isMeasured = first !== null && last !== null;
  const text = state === 'done' && !isMeasured ? texts.unmeasured : texts[state];
  const number = (value: number | null): string =>
    value === null ? '–' : formatValue(value, language);
  return fill(text, { step, steps, first: number(first), last: number(last) }, language);
}
