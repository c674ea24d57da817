/** What is made as large, or as small, as possible, in words. Knows no session. */
import { fill } from '../../../i18n/index.ts';
import type { DreamWords, Language } from '../../../i18n/index.ts';
import type { StudySettings } from '../../../session/index.ts';

const PERCENT = 100;

/** What the words need to know besides the settings. */
export interface ObjectiveContext {
  readonly words: DreamWords['room']['objective'];
  readonly language: Language;
  /** The class that a channel is; null where it is none. */
  readonly classNameOf: (channel: number) => string | null;
  /** Whether the layer has one cell a channel. */
  readonly isDense: boolean;
}

/** One sentence, and a second one where pictures are pushed apart. */
export function objectiveWords(
  settings: StudySettings,
  context: ObjectiveContext,
): readonly string[] {
  const { words, language } = context;
  const objective = nameOf(settings, context);
  const first = fill(settings.negative ? words.down : words.up, { objective }, language);
  return settings.count > 1 ? [first, words.spread] : [first];
}

function nameOf(settings: StudySettings, context: ObjectiveContext): string {
  const { words, language } = context;
  const { layer, what, other, share, channel } = settings;
  if (what === 'layer') return fill(words.layer, { layer }, language);
  const first = partOf(settings, channel, context);
  if (other === null) return first;
  const values = {
    first,
    second: partOf(settings, other, context),
    firstShare: percentOf(1 - share),
    secondShare: percentOf(share),
  };
  return fill(words.mix, values, language);
}

function partOf({ layer, what }: StudySettings, number: number, context: ObjectiveContext): string {
  const { words, language, classNameOf, isDense } = context;
  const channel = String(number);
  const name = classNameOf(number);
  if (name !== null) return fill(words.class, { name }, language);
  if (isDense) return fill(words.unitDense, { layer, channel }, language);
  return fill(what === 'unit' ? words.unit : words.channel, { layer, channel }, language);
}

/** To the nearest whole one. */
function percentOf(share: number): string {
  return `${Math.round(share * PERCENT)}%`;
}
