/** Links: what goes in comes out, the usual is left out, and nonsense is named and harmless. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DIVERGING, SEQUENTIAL } from '../math/index.ts';
import { DEFAULT_VIEW } from './colours.ts';
import { DEFAULT_OVERLAY } from './default-overlay.ts';
import { readLink, writeLink } from './link-codec.ts';
import type { LinkState } from './link-codec.ts';

const name = fc.stringMatching(/^[\w.-]{1,20}$/);
const cell = fc.record({ channel: fc.nat(4000), row: fc.nat(500), column: fc.nat(500) });
const unit = { noNaN: true, noDefaultInfinity: true, min: 0, max: 1 } as const;

const states: fc.Arbitrary<LinkState> = fc.record({
  page: fc.constant('performance' as const),
  model: name,
  picture: fc.oneof(
    name.map((id) => ({ kind: 'sample' as const, id })),
    fc.webUrl({ withQueryParameters: true }).map((url) => ({ kind: 'url' as const, url })),
  ),
  size: fc.integer({ min: 1, max: 2000 }),
  fit: fc.constantFrom('crop' as const, 'stretch' as const),
  layer: name,
  unit: cell,
  pins: fc.array(fc.record({ layer: name, cell }), { minLength: 1, maxLength: 5 }),
  view: fc.record({
    colormap: fc.constantFrom(...SEQUENTIAL),
    signedColormap: fc.constantFrom(...DIVERGING),
    scale: fc.constant('fixed' as const),
    limits: fc
      .tuple(
        fc.double({ min: -1e9, max: 0, noNaN: true }),
        fc.double({ min: 0.1, max: 1e9, noNaN: true }),
      )
      .map(([lo, hi]) => ({ lo: lo + 0, hi })),
    percentile: fc.double({ min: 50, max: 100, noNaN: true }),
    gamma: fc.double({ min: 0.25, max: 4, noNaN: true }),
    sort: fc.constantFrom('index', 'mean', 'max', 'zeros'),
    dimDead: fc.boolean(),
  }),
  overlay: fc.record({
    mode: fc.constantFrom('heat', 'masked', 'contour', 'map'),
    blend: fc.constantFrom('normal', 'screen', 'multiply'),
    alpha: fc.double(unit),
    level: fc.double(unit),
    smooth: fc.boolean(),
  }),
  content: fc.constantFrom('maps', 'weights', 'dreams', 'both'),
  beside: fc.boolean(),
});

/** A link leaves the usual out, so that reading it gives only what is not. */
function unusual(state: LinkState): LinkState {
  const usual: LinkState = {
    fit: 'crop',
    content: 'maps',
    beside: false,
    view: DEFAULT_VIEW,
    overlay: DEFAULT_OVERLAY,
  };
  const differing = <T extends object>(value: T, from: object): Partial<T> =>
    Object.fromEntries(
      Object.entries(value).filter(([key, part]) => part !== from[key as keyof typeof from]),
    ) as Partial<T>;
  return {
    ...differing(state, usual),
    view: differing(state.view ?? {}, DEFAULT_VIEW),
    overlay: differing(state.overlay ?? {}, DEFAULT_OVERLAY),
  };
}

describe('a link', () => {
  test('brings back what it was made of', () => {
    fc.assert(
      fc.property(states, (state) => {
        const read = readLink(writeLink(state));
        expect(read?.unread).toEqual([]);
        expect(read?.state).toEqual(unusual(state));
      }),
    );
  });

  test('of nothing unusual is short', () => {
    const state = { fit: 'crop', pins: [], view: DEFAULT_VIEW, overlay: DEFAULT_OVERLAY } as const;
    expect(writeLink({ ...state, content: 'maps', beside: false })).toBe('#/');
    for (const hash of ['', '#', '#/', '#/?']) {
      expect(readLink(hash)).toEqual({
        state: { view: {}, overlay: {} },
        unread: [],
        isPage: false,
      });
    }
  });

  test('stays readable for people', () => {
    const at = { channel: 17, row: 3, column: 5 };
    const pins = [{ layer: 'block3_conv2', cell: at }];
    expect(writeLink({ layer: 'block3_conv2', unit: at, pins })).toBe(
      '#/?layer=block3_conv2&unit=17,3,5&pins=block3_conv2:17,3,5',
    );
  });

  test('names a page that is open over the explorer', () => {
    expect(writeLink({ page: 'performance', layer: 'block3_conv2' })).toBe(
      '#/performance?layer=block3_conv2',
    );
    const alone = { state: { page: 'performance', view: {}, overlay: {} }, unread: [] };
    expect(readLink('#/performance')).toEqual({ ...alone, isPage: true });
    expect(readLink('#/performance?size=64')).toMatchObject({
      state: { page: 'performance', size: 64 },
      isPage: false,
    });
  });

  test('of a lab says what the lab says', () => {
    const state = { page: 'labs/pooling', lab: 'window=3&step=1' } as const;
    expect(writeLink(state)).toBe('#/labs/pooling?window=3&step=1');
    expect(readLink('#/labs/pooling?window=3&step=1')).toEqual({ state, unread: [], isPage: true });
    expect(readLink('#/labs/convolution/')).toMatchObject({
      state: { page: 'labs/convolution', lab: '' },
    });
    // What the explorer shows underneath is not in it.
    expect(writeLink({ ...state, layer: 'block3_conv2' })).toBe(writeLink(state));
  });

  test('of the dream room says what the room says', () => {
    const lab = 'layer=block3_conv2&channel=17&count=4';
    const state = { page: 'dreams', lab } as const;
    expect(writeLink({ ...state, layer: 'block1_conv1' })).toBe(`#/dreams?${lab}`);
    expect(readLink(`#/dreams?${lab}`)).toEqual({ state, unread: [], isPage: true });
    expect(readLink('#/dreams')).toMatchObject({ state: { page: 'dreams', lab: '' } });
  });

  test('of another place is not the explorer’s', () => {
    expect(readLink('#/labs/dense?size=3')).toBeNull();
    expect(readLink('#/labs?size=3')).toBeNull();
    expect(readLink('#/performance/more')).toBeNull();
  });

  test.each([
    ['size=0', 'size'],
    ['size=abc', 'size'],
    ['fit=squash', 'fit'],
    ['layer=%3Cscript%3E', 'layer'],
    ['unit=1,2', 'unit'],
    ['unit=1,2,-3', 'unit'],
    ['pins=block1_conv1:1,2,3;nonsense', 'pins'],
    ['colors=jet', 'colors'],
    ['scale=huge', 'scale'],
    ['limits=3,1', 'limits'],
    ['limits=1', 'limits'],
    ['gamma=NaN', 'gamma'],
    ['gamma=100', 'gamma'],
    ['percentile=-1', 'percentile'],
    ['alpha=2', 'alpha'],
    ['picture=not an address', 'picture'],
    ['dim=yes', 'dim'],
    ['show=everything', 'show'],
  ])('with %s says that it could not read %s', (query, part) => {
    const read = readLink(`#/?${query}&beside=1`);
    expect(read?.unread).toEqual([part]);
    expect(read?.state).toEqual({ view: {}, overlay: {}, beside: true });
  });

  test('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readLink(text);
        readLink(`#/?${text}`);
      }),
    );
  });
});
