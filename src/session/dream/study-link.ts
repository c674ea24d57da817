/**
 * What the dream room shows as the query of a link, and back: nothing for the overview. What is as usual is left out; what
 * cannot be read is named and stays as usual. Numbers of a person's own are in it as JSON.
 */
import { flag, name, number, oneOf, readQuery, writeQuery } from '../link-values.ts';
import type { DreamView, StudySettings } from './dream-types.ts';
import { DEFAULT_STUDY } from './study-settings.ts';

/** What a link says of the room. */
export interface ReadStudyLink {
  /** Null: the overview. */
  readonly settings: Partial<StudySettings> | null;
  /** Keys whose value made no sense. */
  readonly unread: readonly string[];
}

const WHAT: readonly StudySettings['what'][] = ['channel', 'unit', 'layer'];
const STARTS: readonly StudySettings['start'][] = ['noise', 'picture'];
const FOUR = 4;

/** The query, without its question mark. */
export function writeStudyLink(view: DreamView, settings: StudySettings): string {
  if (view === 'overview') return '';
  const { put, text } = writeQuery();
  const usual = DEFAULT_STUDY;
  put('layer', settings.layer);
  put('channel', settings.channel);
  put('what', settings.what, usual.what);
  if (settings.other !== null) {
    put('other', settings.other);
    put('share', settings.share, usual.share);
  }
  put('negative', settings.negative ? 1 : 0, 0);
  put('count', settings.count, usual.count);
  put('recipe', settings.recipe, usual.recipe);
  if (settings.details) put('details', JSON.stringify(settings.details));
  put('seed', settings.seed, usual.seed);
  put('start', settings.start, usual.start);
  return text();
}

/** Reads a query that `writeStudyLink` has written, or a person. */
export function readStudyLink(query: string): ReadStudyLink {
  if (query === '') return { settings: null, unread: [] };
  const { take, unread } = readQuery(query);
  const layer = take('layer', name);
  const settings: Partial<StudySettings> = {
    ...(layer !== undefined && { layer }),
    channel: take('channel', whole) ?? 0,
    what: take('what', oneOf(WHAT)) ?? DEFAULT_STUDY.what,
    other: take('other', whole) ?? null,
    share: take('share', share) ?? DEFAULT_STUDY.share,
    negative: take('negative', flag) ?? DEFAULT_STUDY.negative,
    count: take('count', count) ?? DEFAULT_STUDY.count,
    recipe: take('recipe', name) ?? DEFAULT_STUDY.recipe,
    details: take('details', details) ?? null,
    seed: take('seed', whole) ?? DEFAULT_STUDY.seed,
    start: take('start', oneOf(STARTS)) ?? DEFAULT_STUDY.start,
  };
  return { settings, unread };
}

function whole(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

function share(text: string): number | undefined {
  const value = number(text);
  return value !== undefined && value >= 0 && value <= 1 ? value : undefined;
}

function count(text: string): 1 | 4 | undefined {
  return text === '1' ? 1 : text === '4' ? FOUR : undefined;
}

/** Numbers of a recipe as JSON; `recipeWith` says whether a picture can grow by them. */
function details(text: string): StudySettings['details'] | undefined {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null ? found : undefined;
  } catch {
    return undefined;
  }
}
