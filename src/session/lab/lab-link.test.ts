/** Links of a lab: what goes in comes out, the usual is left out, and nonsense is named and harmless. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OUTPUT_MODES, PADDING_MODES } from '../../math/index.ts';
import { KERNEL_PRESETS, LAB_DISPLAYS, presetSizes } from '../../math/lab/index.ts';
import { DEFAULT_LAB } from './lab-defaults.ts';
import { kernelOf, slicesOf } from './lab-kernels.ts';
import { readLabLink, writeLabLink } from './lab-link.ts';
import { LAB_TOUR, tourSettings } from './lab-tour.ts';
import type { LabChannels, LabKernel, LabName, LabSettings } from './lab-types.ts';

const LABS: readonly LabName[] = ['convolution', 'pooling'];
/** As a link has them: the shortest that are the same as f32. */
const weight = fc.oneof(
  fc.integer({ min: -99, max: 99 }),
  fc.integer({ min: -9_999_999, max: 9_999_999 }).map((value) => value / 1e7),
);

function kernels(channels: LabChannels): fc.Arbitrary<LabKernel> {
  const preset = fc
    .constantFrom(...KERNEL_PRESETS)
    .chain((one) =>
      fc.constantFrom(...presetSizes(one)).map((size) => kernelOf(one, size, channels)),
    );
  const own = fc
    .tuple(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 1, max: 11 }))
    .chain(([rows, columns]) => {
      const count = slicesOf(channels) * rows * columns;
      return fc.record({
        size: fc.constant([rows, columns] as const),
        values: fc.array(weight, { minLength: count, maxLength: count }),
        preset: fc.constant(null),
        source: fc.option(
          fc.record({
            layer: fc.stringMatching(/^[\w.-]{1,20}$/),
            filter: fc.nat(9999),
          }),
        ),
      });
    });
  return fc.oneof(preset, own);
}

const settings: fc.Arbitrary<LabSettings> = fc
  .tuple(fc.constantFrom(...LABS), fc.constantFrom<LabChannels>('grey', 'each', 'sum'))
  .chain(([lab, channels]) =>
    fc.record<LabSettings>({
      lab: fc.constant(lab),
      task: fc.constantFrom('forward', 'backward', lab === 'pooling' ? 'shift' : 'learn'),
      picture: fc.stringMatching(/^[\w.-]{1,20}$/).filter((id) => id !== 'own' && id !== 'camera'),
      side: fc.integer({ min: 2, max: 512 }),
      unit: fc.constantFrom('byte', 'unit'),
      channels: fc.constant(channels),
      kernel: kernels(channels),
      stride: fc.integer({ min: 1, max: 4 }),
      dilation: fc.integer({ min: 1, max: 4 }),
      padding: fc.constantFrom(...PADDING_MODES),
      value: fc.double({ min: -1e30, max: 1e30, noNaN: true }).map((value) => value + 0),
      mode: fc.constantFrom(...OUTPUT_MODES),
      flip: fc.boolean(),
      display: fc.constantFrom(...LAB_DISPLAYS),
      pool: fc.record({
        kind: fc.constantFrom('max', 'average'),
        size: fc.integer({ min: 1, max: 16 }),
        stride: fc.integer({ min: 1, max: 8 }),
      }),
      upstream: fc.record({
        kind: fc.constantFrom('one', 'constant', 'random'),
        seed: fc.nat(0xffff_ffff),
      }),
      goal: fc.constantFrom(...KERNEL_PRESETS),
      shift: fc.tuple(fc.integer({ min: -512, max: 512 }), fc.integer({ min: -512, max: 512 })),
    }),
  );
const cell = fc.option(fc.record({ row: fc.nat(600), column: fc.nat(600) }));
const step = fc.option(fc.nat(LAB_TOUR.length - 1));

/** Weights as f32, as the kernels have them. */
function rounded(given: LabSettings): unknown {
  return { ...given, kernel: { ...given.kernel, values: given.kernel.values.map(Math.fround) } };
}

test('what is written is read, with and without the tour', () => {
  fc.assert(
    fc.property(settings, cell, step, (given, cursor, place) => {
      const tour = place !== null && LAB_TOUR[place]?.lab === given.lab ? place : null;
      const query = writeLabLink(given, cursor, place);
      const read = readLabLink(given.lab, query);
      expect(read.unread).toEqual([]);
      expect(rounded(read.settings)).toEqual(rounded(given));
      expect(read.tour).toBe(tour);
      const usual = tour === null ? null : (LAB_TOUR[tour]?.cursor ?? null);
      expect(read.cursor).toEqual(cursor ?? usual);
    }),
    { numRuns: 400 },
  );
});

test('as usual: nothing; a step of the tour: its name', () => {
  for (const lab of LABS) {
    expect(writeLabLink(DEFAULT_LAB[lab], null, null)).toBe('');
    expect(readLabLink(lab, '')).toEqual({
      settings: DEFAULT_LAB[lab],
      cursor: null,
      tour: null,
      unread: [],
    });
  }
  LAB_TOUR.forEach((one, tour) => {
    const given = tourSettings(one);
    const query = writeLabLink(given, one.cursor ?? null, tour);
    expect(query).toBe(`tour=${one.id}`);
    expect(readLabLink(one.lab, query)).toMatchObject({ settings: given, tour, unread: [] });
  });
});

test('a kernel is readable', () => {
  const kernel = { size: [2, 2], values: [0, 1, -4.5, Math.fround(0.1)], preset: null } as const;
  const given = { ...DEFAULT_LAB.convolution, kernel: { ...kernel, source: null } };
  expect(writeLabLink(given, null, null)).toBe('kernel=0,1;-4.5,0.1');
  const sum = readLabLink('convolution', 'channels=sum&kernel=1/2/-3&filter=conv1:5').settings;
  expect(sum.kernel).toEqual({
    size: [1, 1],
    values: [1, 2, -3],
    preset: null,
    source: { layer: 'conv1', filter: 5 },
  });
});

test('what only the person can give is not written', () => {
  for (const picture of ['own', 'camera']) {
    const given = { ...DEFAULT_LAB.convolution, picture };
    expect(writeLabLink(given, null, null)).toBe('');
  }
  const { pooling } = DEFAULT_LAB;
  const drawn = { ...pooling, upstream: { kind: 'drawn', seed: 1 } } as const;
  expect(writeLabLink(drawn, null, null)).toBe('');
});

describe('nonsense is named and stays as usual', () => {
  test.each([
    'tour=nowhere',
    'tour=largest',
    'task=shift',
    'picture=a b',
    'picture=camera',
    'side=0',
    'side=1e9',
    'side=2.5',
    'unit=bit',
    'channels=two',
    'preset=own',
    'k=999',
    'kernel=',
    'kernel=1,2;3',
    'kernel=1/2/3',
    'kernel=1,x',
    'kernel=1e99',
    'kernel=NaN',
    'filter=conv1',
    'filter=conv1:-1',
    'stride=0',
    'dilation=17',
    'padding=zero',
    'value=Infinity',
    'mode=half',
    'flip=yes',
    'display=jet',
    'pool=min',
    'window=-2',
    'step=0',
    'upstream=drawn',
    'seed=-1',
    'goal=cat',
    'shift=1',
    'shift=1,2,3',
    'at=-1,0',
    'at=1;2',
  ])('%s', (query) => {
    expect(readLabLink('convolution', query)).toEqual({
      settings: DEFAULT_LAB.convolution,
      cursor: null,
      tour: null,
      unread: [query.split('=', 1)[0]],
    });
  });

  test('any text is survived', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LABS), fc.string(), (lab, text) => {
        expect(readLabLink(lab, text).settings.lab).toBe(lab);
      }),
    );
  });
});
