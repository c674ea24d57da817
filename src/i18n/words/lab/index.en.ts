/** English: the labs of convolution and pooling. */
import { labBackwardEn } from './backward.en.ts';
import { labPageEn } from './page.en.ts';
import { labSettingsEn } from './settings.en.ts';
import { labStagesEn } from './stages.en.ts';
import { labTakeEn } from './take.en.ts';
import { labTourEn } from './tour.en.ts';

export const labEn = {
  page: labPageEn,
  stages: labStagesEn,
  settings: labSettingsEn,
  backward: labBackwardEn,
  tour: labTourEn,
  take: labTakeEn,
};

/** The shape of the words of the labs: every key of the English ones, with any text. */
export type LabWords = typeof labEn;
