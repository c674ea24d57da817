/** The link of the dream room, the names of what is kept, and files that are what they were. */
import { expect, test, vi } from 'vitest';
import { signal } from '../../base/index.ts';
import { ARTICLE_RECIPE } from '../../math/dream/index.ts';
import type { PageName } from '../performance-types.ts';
import { hashOfRecipe } from './dream-key.ts';
import { followRoom } from './dream-room.ts';
import type { DreamView, StudySettings } from './dream-types.ts';
import { readDream, readGrowth, writeDream, writeGrowth } from './kept-format.ts';
import { readStudyLink, writeStudyLink } from './study-link.ts';
import { DEFAULT_STUDY, studyKey } from './study-settings.ts';

const USUAL: StudySettings = { ...DEFAULT_STUDY, layer: 'block3_conv2', channel: 17 };
const UNUSUAL: StudySettings = {
  ...USUAL,
  what: 'unit',
  other: 4,
  share: 0.25,
  negative: true,
  count: 4,
  recipe: 'toolbox-3',
  seed: 12,
  start: 'picture',
};

test('a link of the room brings back what is tried', () => {
  expect(writeStudyLink('overview', USUAL)).toBe('');
  expect(writeStudyLink('study', USUAL)).toBe('layer=block3_conv2&channel=17');
  const link = writeStudyLink('study', UNUSUAL);
  expect(link).toBe(
    'layer=block3_conv2&channel=17&what=unit&other=4&share=0.25&negative=1&count=4&recipe=toolbox-3&seed=12&start=picture',
  );
  expect(readStudyLink(link)).toEqual({ settings: UNUSUAL, unread: [] });
  const own = { ...UNUSUAL, details: { steps: 7, display: { kind: 'clip' } } } as const;
  expect(readStudyLink(writeStudyLink('study', own))).toEqual({ settings: own, unread: [] });
  expect(readStudyLink('layer=a&details=%7B7').unread).toEqual(['details']);
  expect([...readStudyLink('layer=a&count=3&seed=-1&share=2&what=all').unread].sort()).toEqual([
    'count',
    'seed',
    'share',
    'what',
  ]);
});

test('room and address are in step', () => {
  const host = { page: signal<PageName | null>(null), labLink: signal('') };
  const view = signal<DreamView>('overview');
  const settings = signal(USUAL);
  const change = vi.fn((given: Partial<StudySettings>) => {
    if (given.layer === 'none') throw new RangeError('no such layer');
    settings.value = { ...settings.peek(), ...given };
  });
  const onUnread = vi.fn();
  const stop = followRoom({ host, study: { settings, change }, view, onUnread });
  expect(host.labLink.value).toBe('');
  host.page.value = 'dreams';
  expect(view.value).toBe('overview');
  host.labLink.value = 'layer=block1_conv1&channel=2';
  expect(view.value).toBe('study');
  expect(settings.value).toMatchObject({ layer: 'block1_conv1', channel: 2 });
  settings.value = { ...settings.value, seed: 3 };
  expect(host.labLink.value).toBe('layer=block1_conv1&channel=2&seed=3');
  expect(change).toHaveBeenCalledTimes(1);
  view.value = 'overview';
  expect(host.labLink.value).toBe('');
  host.labLink.value = 'layer=none&count=9';
  expect(onUnread).toHaveBeenCalledWith(['count', 'layer']);
  stop();
});

test('equal numbers have equal names, others have others', () => {
  const { steps, ...rest } = ARTICLE_RECIPE;
  expect(hashOfRecipe({ ...rest, steps })).toBe(hashOfRecipe(ARTICLE_RECIPE));
  expect(hashOfRecipe({ ...ARTICLE_RECIPE, id: 'other' })).toBe(hashOfRecipe(ARTICLE_RECIPE));
  expect(hashOfRecipe({ ...ARTICLE_RECIPE, steps: 7 })).not.toBe(hashOfRecipe(ARTICLE_RECIPE));
  const key = studyKey(UNUSUAL, ARTICLE_RECIPE, null);
  expect(studyKey({ ...UNUSUAL, channel: 18 }, ARTICLE_RECIPE, null)).not.toBe(key);
  expect(studyKey(UNUSUAL, ARTICLE_RECIPE, 'another picture')).not.toBe(key);
});

test('files bring back what was written, and what is cut off is refused', () => {
  const pixels = new Uint8ClampedArray([1, 2, 3, 255, 10, 11, 12, 255, 4, 5, 6, 255, 7, 8, 9, 255]);
  const dream = { size: 2, pixels, step: 128, first: 0.5, last: 2.25 };
  const file = writeDream(dream);
  expect(readDream(file)).toEqual(dream);
  expect(() => readDream(file.slice(0, -1))).toThrow();
  const state = {
    step: 3,
    octave: 1,
    curve: Float32Array.of(1, 2, 3),
    buffers: [Float32Array.of(4, 5), Float32Array.of(6)],
  };
  const growth = writeGrowth({ states: [state, state], first: [1, 2] });
  expect(readGrowth(growth)).toEqual({ states: [state, state], first: [1, 2] });
  expect(() => readGrowth(growth.slice(0, -4))).toThrow();
});
