/** The tour: every step fits, and what its words promise is what comes out. */
import { describe, expect, test } from 'vitest';
import { loadLab } from '../../insight/index.ts';
import type { Shape3, Tensor3 } from '../../math/index.ts';
import { pixelValues } from '../../math/lab/index.ts';
import {
  averagePool,
  maxPool,
  maxPoolGradient,
  paddedConvolution,
} from '../../math/reference/index.ts';
import { LAB_FIGURES, figurePixels } from './lab-figures.ts';
import { fitted } from './lab-kernels.ts';
import { shifted } from './lab-pictures.ts';
import { planOf } from './lab-plan.ts';
import { LAB_TOUR, TOUR_FIGURES, tourSettings } from './lab-tour.ts';
import type { TourStepId } from './lab-tour.ts';
import type { LabSettings } from './lab-types.ts';

const kit = await loadLab();

function settingsOf(id: TourStepId): LabSettings {
  const step = LAB_TOUR.find((one) => one.id === id);
  if (!step) throw new Error(id);
  return tourSettings(step);
}

function inputOf({ picture, side, channels, shift }: LabSettings): Tensor3 {
  const pixels = figurePixels(picture, side);
  if (!pixels) throw new Error(picture);
  const { data, width, height } = shifted(pixels, shift);
  return pixelValues(data, height, width, channels === 'grey' ? 1 : 3, 1);
}

/** What a step gives, with some settings changed. */
function outputOf(id: TourStepId, change: Partial<LabSettings> = {}): Tensor3 {
  const settings = { ...settingsOf(id), ...change };
  const input = inputOf(settings);
  const { convolution } = planOf(kit, settings, [input.shape[1], input.shape[2]]);
  if (convolution) return paddedConvolution(input, convolution);
  const { kind, size, stride } = settings.pool;
  return kind === 'max' ? maxPool(input, size, stride).output : averagePool(input, size, stride);
}

function shapeOf(id: TourStepId, change?: Partial<LabSettings>): Shape3 {
  return outputOf(id, change).shape;
}

function at({ shape, data }: Tensor3, row: number, column: number): number | undefined {
  return data[row * shape[2] + column];
}

function gradientOf(id: TourStepId, stride?: number): number[] {
  const { pool, ...settings } = settingsOf(id);
  const input = inputOf({ pool, ...settings });
  const { output, winners } = maxPool(input, pool.size, stride ?? pool.stride);
  const ones = { shape: output.shape, data: output.data.map(() => 1) };
  return [...maxPoolGradient(input.shape, ones, winners).data];
}

const sumOf = (values: Iterable<number>): number => [...values].reduce((sum, one) => sum + one, 0);

test('the figures come in order, and each id once', () => {
  const figures = LAB_TOUR.map(({ figure }) => figure);
  expect(figures).toEqual([...figures].sort((a, b) => a - b));
  expect([...new Set(figures)]).toEqual(TOUR_FIGURES);
  expect(new Set(LAB_TOUR.map(({ id }) => id)).size).toBe(LAB_TOUR.length);
});

test.each(LAB_TOUR.map((step) => [step.id, step] as const))('%s fits', (_, step) => {
  const settings = tourSettings(step);
  expect(settings.lab).toBe(step.lab);
  expect(LAB_FIGURES.map(({ id }) => id)).toContain(settings.picture);
  // Nothing is left for the lab to put right.
  expect(fitted(settings)).toEqual(settings);
  const { shape } = outputOf(step.id);
  const cursor = step.cursor ?? { row: 0, column: 0 };
  expect(cursor.row).toBeLessThan(shape[1]);
  expect(cursor.column).toBeLessThan(shape[2]);
});

describe('what the words say is so', () => {
  test('sizes of Fig. 4', () => {
    expect(shapeOf('window')).toEqual([1, 3, 3]);
    expect(shapeOf('zeros')).toEqual([1, 5, 5]);
    expect(shapeOf('modes')).toEqual([1, 7, 7]);
    expect(shapeOf('stride')).toEqual([1, 3, 3]);
  });

  test('a constant changes the rim alone', () => {
    const zeros = outputOf('zeros');
    const nines = outputOf('zeros', { value: 9 });
    zeros.data.forEach((value, index) => {
      const [row, column] = [Math.floor(index / 5), index % 5];
      const isRim = [0, 4].includes(row) || [0, 4].includes(column);
      expect(nines.data[index] !== value).toBe(isRim);
    });
  });

  test('the outline is positive outside and negative inside; one of its numbers is -34', () => {
    const output = outputOf('outline');
    expect(at(output, 5, 16)).toBeGreaterThan(0);
    expect(at(output, 6, 16)).toBeLessThan(0);
    expect(at(output, 16, 16)).toBe(0);
    expect(at(outputOf('bytes'), 7, 16)).toBe(-34);
  });

  test('emboss is lit from the opposite side when the kernel is not turned', () => {
    const corners = (flip: boolean): number[] => {
      const output = outputOf('emboss', { mode: 'same', flip });
      // Upper left of the letter, and lower right of its stem.
      return [at(output, 3, 6) ?? NaN, at(output, 26, 11) ?? NaN].map(Math.sign);
    };
    expect(corners(true)).toEqual([-1, 1]);
    expect(corners(false)).toEqual([1, -1]);
  });

  test('each point becomes the kernel as it is written; not turned, upside down', () => {
    const { kernel } = settingsOf('turned');
    const around = (output: Tensor3): number[] =>
      kernel.values.map(
        (_, place) => (at(output, 3 + Math.floor(place / 5), 4 + (place % 5)) ?? NaN) / 255,
      );
    expect(around(outputOf('turned'))).toEqual(kernel.values);
    expect(around(outputOf('turned', { flip: false }))).toEqual(kernel.values.toReversed());
  });

  test('red alone glows, white is 0; then green alone', () => {
    const { kernel } = settingsOf('colour');
    const output = outputOf('colour');
    const input = inputOf(settingsOf('colour'));
    const cells = input.data.length / 3;
    const [red, green, blue] = [0, 1, 2].map((c) => input.data.slice(c * cells, (c + 1) * cells));
    const green1 = [...kernel.values.slice(9, 18), ...kernel.values.slice(0, 9)];
    const changed = outputOf('colour', {
      kernel: { ...kernel, values: [...green1, ...kernel.values.slice(18)] },
    });
    const brightest = (of: Tensor3): string[] =>
      [...of.data].flatMap((value, cell) =>
        value === 255
          ? [[red, green, blue].map((one) => ((one?.[cell] ?? 0) > 127 ? 1 : 0)).join('')]
          : [],
      );
    expect(new Set(brightest(output))).toEqual(new Set(['100']));
    expect(new Set(brightest(changed))).toEqual(new Set(['010']));
    const white = [...output.data].filter(
      (_, cell) => red?.[cell] === 255 && green?.[cell] === 255 && blue?.[cell] === 255,
    );
    expect(white.length).toBeGreaterThan(0);
    expect(new Set(white)).toEqual(new Set([0]));
  });

  test('the hook is found where the window stands', () => {
    const output = outputOf('anywhere');
    expect(at(output, 12, 14)).toBe(Math.max(...output.data));
  });

  test('maxima and means', () => {
    expect([...outputOf('largest').data]).toEqual([6, 8, 3, 4]);
    expect(at(outputOf('mean'), 0, 1)).toBe(5.25);
    expect(shapeOf('largest', { pool: { kind: 'max', size: 2, stride: 1 } })).toEqual([1, 3, 3]);
  });

  test('one cell to the right changes nothing, one more changes two numbers', () => {
    const changed = (columns: number): number => {
      const { data } = outputOf('shifted', { shift: [0, 0] });
      const moved = outputOf('shifted', { shift: [0, columns] });
      return moved.data.filter((value, index) => value !== data[index]).length;
    };
    expect(settingsOf('shifted').shift).toEqual([0, 1]);
    expect(changed(1)).toBe(0);
    expect(changed(2)).toBe(2);
  });

  test('gradients go to winners, to the first of equals, and add up', () => {
    expect(gradientOf('winners').filter((value) => value === 1)).toHaveLength(4);
    expect(gradientOf('equals')).toEqual([0, 0, 0, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
    expect(gradientOf('overlap')[5]).toBe(4);
    expect(sumOf(gradientOf('overlap'))).toBe(9);
    expect(Math.max(...gradientOf('overlap', 2))).toBe(1);
  });
});
