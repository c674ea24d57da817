/** Japanese: the labs of convolution and pooling. */
import { labBackwardJa } from './backward.ja.ts';
import type { LabWords } from './index.en.ts';
import { labPageJa } from './page.ja.ts';
import { labSettingsJa } from './settings.ja.ts';
import { labStagesJa } from './stages.ja.ts';
import { labTakeJa } from './take.ja.ts';
import { labTourJa } from './tour.ja.ts';

export const labJa: LabWords = {
  page: labPageJa,
  stages: labStagesJa,
  settings: labSettingsJa,
  backward: labBackwardJa,
  tour: labTourJa,
  take: labTakeJa,
};
