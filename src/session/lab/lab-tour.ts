/** The tour of the labs: the figures 4, 5, 7 and 8 of the article, each as settings that play it. Says nothing: words go by `id`. */
import type { LabCell } from '../../math/lab/index.ts';
import { DEFAULT_LAB } from './lab-defaults.ts';
import { HOOK_KERNEL, HOOK_KERNEL_SIDE } from './lab-figures.ts';
import { kernelOf } from './lab-kernels.ts';
import type { LabKernel, LabName, LabSettings } from './lab-types.ts';

/** Numbers of the figures of the article that the labs play. */
export const TOUR_FIGURES = [4, 5, 7, 8] as const;

/** One of `TOUR_FIGURES`. */
export type TourFigure = (typeof TOUR_FIGURES)[number];

/** Names of the steps, by which their words are found and links name them. */
export type TourStepId =
  | 'window'
  | 'zeros'
  | 'mirror'
  | 'modes'
  | 'stride'
  | 'outline'
  | 'bytes'
  | 'emboss'
  | 'turned'
  | 'colour'
  | 'anywhere'
  | 'largest'
  | 'mean'
  | 'shifted'
  | 'winners'
  | 'equals'
  | 'overlap'
  | 'differences';

/** A step of the tour. */
export interface TourStep {
  readonly id: TourStepId;
  readonly figure: TourFigure;
  readonly lab: LabName;
  /** What differs from the usual settings of the lab. */
  readonly settings: Partial<LabSettings>;
  /** Where the window stands. */
  readonly cursor?: LabCell;
  /** Cells per second, where the window moves by itself. */
  readonly play?: number;
}

/** The weights of Fig. 4: whole numbers, the same when turned. */
const CROSS = kernel(3, [0, 1, 0, 1, 2, 1, 0, 1, 0]);
const LETTER_F = kernel(
  5,
  [1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0],
);
/** Red counts, green and blue count against it. */
const RED = kernel(3, [...middle(1), ...middle(-0.5), ...middle(-0.5)]);

const NUMBERS: Partial<LabSettings> = {
  picture: 'steps',
  kernel: CROSS,
  mode: 'same',
};
const SLOWLY = 1.5;
const START = { row: 0, column: 0 };

/** All steps, in order. */
export const LAB_TOUR: readonly TourStep[] = [
  ...figure(4, 'convolution', [
    { id: 'window', settings: { ...NUMBERS, mode: 'valid' }, play: 1 },
    { id: 'zeros', settings: NUMBERS, play: 2 },
    { id: 'mirror', settings: { ...NUMBERS, padding: 'reflect' }, cursor: START },
    { id: 'modes', settings: { ...NUMBERS, mode: 'full' }, cursor: START },
    { id: 'stride', settings: { ...NUMBERS, stride: 2 }, play: SLOWLY },
  ]),
  ...figure(5, 'convolution', [
    { id: 'outline', settings: {}, cursor: { row: 6, column: 16 } },
    { id: 'bytes', settings: { display: 'wrap' }, cursor: { row: 7, column: 16 } },
    {
      id: 'emboss',
      settings: { picture: 'letter', side: 30, kernel: kernelOf('emboss', 3, 'grey') },
      cursor: { row: 6, column: 12 },
    },
    {
      id: 'turned',
      settings: { picture: 'points', side: 24, kernel: LETTER_F, mode: 'same', display: 'clamp' },
      cursor: { row: 5, column: 6 },
    },
    {
      id: 'colour',
      settings: {
        picture: 'lights',
        channels: 'sum',
        kernel: RED,
        mode: 'same',
        display: 'clamp',
      },
      cursor: { row: 8, column: 15 },
    },
    {
      id: 'anywhere',
      settings: {
        picture: 'hooks',
        kernel: kernel(HOOK_KERNEL_SIDE, HOOK_KERNEL),
        mode: 'same',
        flip: false,
        display: 'clamp',
      },
      cursor: { row: 12, column: 14 },
    },
  ]),
  ...figure(7, 'pooling', [
    { id: 'largest', settings: { picture: 'pool' }, play: 1 },
    {
      id: 'mean',
      settings: { picture: 'pool', pool: { kind: 'average', size: 2, stride: 2 } },
      cursor: { row: 0, column: 1 },
    },
    {
      id: 'shifted',
      settings: {
        task: 'shift',
        picture: 'points',
        side: 24,
        pool: { kind: 'max', size: 4, stride: 4 },
        shift: [0, 1],
      },
      cursor: { row: 1, column: 1 },
    },
  ]),
  ...figure(8, 'pooling', [
    { id: 'winners', settings: backward('pool', 2), cursor: START },
    { id: 'equals', settings: backward('ties', 2), cursor: { row: 1, column: 0 } },
    { id: 'overlap', settings: backward('ties', 1), cursor: START },
    {
      id: 'differences',
      settings: {
        task: 'backward',
        picture: 'noise',
        side: 8,
        upstream: { kind: 'random', seed: 1 },
      },
      cursor: START,
    },
  ]),
];

/** The complete settings of a step. */
export function tourSettings({ lab, settings }: TourStep): LabSettings {
  return { ...DEFAULT_LAB[lab], ...settings };
}

function figure(
  number: TourFigure,
  lab: LabName,
  steps: readonly Omit<TourStep, 'figure' | 'lab'>[],
): TourStep[] {
  return steps.map((step) => ({ ...step, figure: number, lab }));
}

function backward(picture: string, stride: number): Partial<LabSettings> {
  return {
    task: 'backward',
    picture,
    pool: { kind: 'max', size: 2, stride },
    upstream: { kind: 'constant', seed: 1 },
  };
}

function kernel(size: number, values: readonly number[]): LabKernel {
  return { size: [size, size], values, preset: null, source: null };
}

/** A slice of 3 x 3 with one weight in the middle. */
function middle(weight: number): number[] {
  return [0, 0, 0, 0, weight, 0, 0, 0, 0];
}
