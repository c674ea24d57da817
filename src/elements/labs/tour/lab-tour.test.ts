/** Words of the tour: every step has its own, short, in both languages. */
import { beforeAll, describe, expect, test } from 'vitest';
import { labWordsFor, loadLabWords } from '../../../i18n/index.ts';
import { LAB_TOUR } from '../../../session/lab/index.ts';

/** What fits into the strip at 390 px without pushing the stages away. */
const LONGEST = { en: 250, ja: 130 };
const LONGEST_TITLE = { en: 45, ja: 22 };

beforeAll(loadLabWords);

describe.each(['en', 'ja'] as const)('%s', (language) => {
  test.each(LAB_TOUR.map(({ id }) => id))('%s', (id) => {
    const { title, look, try: trial } = labWordsFor(language).tour.steps[id];
    expect(title.length).toBeGreaterThan(3);
    expect(title.length).toBeLessThanOrEqual(LONGEST_TITLE[language]);
    expect(look.length).toBeGreaterThan(20);
    expect(trial.length).toBeGreaterThan(10);
    expect(look.length + trial.length).toBeLessThanOrEqual(LONGEST[language]);
    expect(look + trial).not.toMatch(/[!！{}]/);
  });

  test('no words are left over', () => {
    const { steps } = labWordsFor(language).tour;
    expect(Object.keys(steps).sort()).toEqual(LAB_TOUR.map(({ id }) => id).sort());
  });
});
