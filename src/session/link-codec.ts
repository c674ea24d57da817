/**
 * The state of the explorer as the part of an address behind `#/`, and back. What is as usual is left out; what cannot
 * be read is left out too and named, so that an old or mistyped link still opens. Knows no page.
 */
import type { Signal } from '../base/index.ts';
import { DIVERGING, SEQUENTIAL } from '../math/index.ts';
import type { GridCell } from '../math/index.ts';
import { DEFAULT_VIEW } from './colours.ts';
import { DEFAULT_OVERLAY } from './default-overlay.ts';
import {
  between,
  count,
  flag,
  name,
  number,
  oneOf,
  pruned,
  readQuery,
  writeQuery,
} from './link-values.ts';
import type { Writer } from './link-values.ts';
import type { Fit, LayerContent, ScaleName, SortName, ViewSettings } from './types.ts';
import type { PageName } from './performance-types.ts';
import type { OverlaySettings, UnitAddress } from './unit-types.ts';

/** What a link remembers; whatever is undefined stays as it is. */
export interface LinkState {
  /** What is open over the explorer; nothing, if left out. */
  readonly page?: PageName;
  /** What the lab or the dream room that is open says of itself: a query of its own. */
  readonly lab?: string;
  readonly model?: string;
  readonly picture?:
    | { readonly kind: 'sample'; readonly id: string }
    | { readonly kind: 'url'; readonly url: string };
  /** Side of the network's input in pixels. */
  readonly size?: number;
  readonly fit?: Fit;
  readonly layer?: string;
  readonly unit?: GridCell;
  readonly pins?: readonly UnitAddress[];
  readonly view?: Partial<ViewSettings>;
  readonly overlay?: Partial<OverlaySettings>;
  readonly content?: LayerContent;
  readonly beside?: boolean;
}

/** A state read from a link, and the names of what could not be read. */
export interface ReadLink {
  readonly state: LinkState;
  readonly unread: readonly string[];
  /** Whether it names a page and nothing else. */
  readonly isPage: boolean;
}

const PAGES: readonly PageName[] = ['performance', 'dreams', 'labs/convolution', 'labs/pooling'];
const SCALES: readonly ScaleName[] = ['channel', 'layer', 'network', 'percentile', 'fixed'];
const SORTS: readonly SortName[] = ['index', 'mean', 'max', 'zeros'];
const MODES: readonly OverlaySettings['mode'][] = ['heat', 'masked', 'contour', 'map'];
const BLENDS: readonly OverlaySettings['blend'][] = ['value', 'normal', 'screen', 'multiply'];
const FITS: readonly Fit[] = ['crop', 'stretch'];
const CONTENTS: readonly LayerContent[] = ['maps', 'weights', 'dreams', 'both'];
const GAMMA = { least: 0.25, most: 4 };
const PERCENT = { least: 50, most: 100 };
const UNIT = { least: 0, most: 1 };
const CELL_NUMBERS = 3;

/** Whether a page says itself what its link is. */
function hasQuery(page: PageName): boolean {
  return page.startsWith('labs/') || page === 'dreams';
}

/** `#/?...`, or `#/` when all is as usual; with the name of a page before the `?` where one is open. */
export function writeLink(state: LinkState): string {
  if (state.page && hasQuery(state.page)) return join(state.page, state.lab ?? '');
  const { put, text: queryText } = writeQuery();
  if (state.model !== undefined) put('model', state.model);
  if (state.picture?.kind === 'sample') put('sample', state.picture.id);
  if (state.picture?.kind === 'url') put('picture', state.picture.url);
  if (state.size !== undefined) put('size', state.size);
  if (state.fit) put('fit', state.fit, 'crop');
  if (state.layer !== undefined) put('layer', state.layer);
  if (state.unit) put('unit', cellText(state.unit));
  if (state.content) put('show', state.content, 'maps');
  if (state.beside !== undefined) put('beside', state.beside ? 1 : 0, 0);
  if (state.pins && state.pins.length > 0) {
    put('pins', state.pins.map(({ layer, cell }) => `${layer}:${cellText(cell)}`).join(';'));
  }
  writeView(state.view ?? {}, put);
  writeOverlay(state.overlay ?? {}, put);
  return join(state.page ?? '', queryText());
}

function join(page: string, query: string): string {
  return query === '' ? `#/${page}` : `#/${page}?${query}`;
}

function writeView(view: Partial<ViewSettings>, put: Writer): void {
  const usual = DEFAULT_VIEW;
  if (view.colormap) put('colors', view.colormap, usual.colormap);
  if (view.signedColormap) put('signed', view.signedColormap, usual.signedColormap);
  if (view.scale) put('scale', view.scale, usual.scale);
  if (view.scale === 'fixed' && view.limits) put('limits', `${view.limits.lo},${view.limits.hi}`);
  if (view.percentile !== undefined) put('percentile', view.percentile, usual.percentile);
  if (view.gamma !== undefined) put('gamma', view.gamma, usual.gamma);
  if (view.sort) put('sort', view.sort, usual.sort);
  if (view.dimDead !== undefined) put('dim', view.dimDead ? 1 : 0, usual.dimDead ? 1 : 0);
}

function writeOverlay(overlay: Partial<OverlaySettings>, put: Writer): void {
  const usual = DEFAULT_OVERLAY;
  if (overlay.mode) put('overlay', overlay.mode, usual.mode);
  if (overlay.blend) put('blend', overlay.blend, usual.blend);
  if (overlay.alpha !== undefined) put('alpha', overlay.alpha, usual.alpha);
  if (overlay.level !== undefined) put('level', overlay.level, usual.level);
  if (overlay.smooth !== undefined) put('smooth', overlay.smooth ? 1 : 0, usual.smooth ? 1 : 0);
}

/** Reads what stands behind `#` of an address; null when it is not the explorer's. */
export function readLink(hash: string): ReadLink | null {
  const match = /^#?\/?([a-z/]*?)\/?(?:\?(.*))?$/.exec(hash);
  if (!match) return null;
  const [, path = '', text = ''] = match;
  const page = PAGES.find((known) => known === path);
  if (path !== '' && page === undefined) return null;
  if (page && hasQuery(page)) return { state: { page, lab: text }, unread: [], isPage: true };
  const { take, unread } = readQuery(text);
  const url = take('picture', (text) => (URL.canParse(text) ? text : undefined));
  const sample = take('sample', name);
  const state: LinkState = pruned({
    page,
    model: take('model', name),
    picture:
      sample !== undefined
        ? { kind: 'sample', id: sample }
        : url !== undefined
          ? { kind: 'url', url }
          : undefined,
    size: take('size', count),
    fit: take('fit', oneOf(FITS)),
    layer: take('layer', name),
    unit: take('unit', cell),
    pins: take('pins', pins),
    view: pruned({
      colormap: take('colors', oneOf(SEQUENTIAL)),
      signedColormap: take('signed', oneOf(DIVERGING)),
      scale: take('scale', oneOf(SCALES)),
      limits: take('limits', limits),
      percentile: take('percentile', between(PERCENT)),
      gamma: take('gamma', between(GAMMA)),
      sort: take('sort', oneOf(SORTS)),
      dimDead: take('dim', flag),
    }),
    overlay: pruned({
      mode: take('overlay', oneOf(MODES)),
      blend: take('blend', oneOf(BLENDS)),
      alpha: take('alpha', between(UNIT)),
      level: take('level', between(UNIT)),
      smooth: take('smooth', flag),
    }),
    content: take('show', oneOf(CONTENTS)),
    beside: take('beside', flag),
  });
  return { state, unread, isPage: page !== undefined && text === '' };
}

function cellText({ channel, row, column }: GridCell): string {
  return [channel, row, column].join(',');
}

function limits(text: string): { lo: number; hi: number } | undefined {
  const [lo, hi, ...more] = text.split(',').map(number);
  return lo !== undefined && hi !== undefined && lo < hi && more.length === 0
    ? { lo, hi }
    : undefined;
}

function cell(text: string): GridCell | undefined {
  if (!/^\d{1,6},\d{1,6},\d{1,6}$/.test(text)) return undefined;
  const [channel = 0, row = 0, column = 0] = text.split(',', CELL_NUMBERS).map(Number);
  return { channel, row, column };
}

function pins(text: string): UnitAddress[] | undefined {
  const found = text.split(';').map((part) => {
    const [layer = '', place = ''] = part.split(':');
    const at = cell(place);
    return name(layer) !== undefined && at ? { layer, cell: at } : undefined;
  });
  const known = found.filter((pin) => pin !== undefined);
  return known.length === found.length ? known : undefined;
}

/** What a link may name, as it is now. */
interface Nameable {
  readonly model: Signal<{ readonly id: string } | null>;
  readonly picture: Signal<{
    readonly sample: { readonly id: string } | null;
    readonly url: string | null;
  } | null>;
  readonly samples: readonly { readonly id: string }[];
  readonly inputSize: Signal<number>;
  readonly layers: Signal<readonly { readonly name: string }[]>;
  readonly fit: Signal<Fit>;
  readonly page: Signal<PageName | null>;
  readonly labLink: Signal<string>;
}

/** What a link says of the present. A picture of the person's own is not in it. */
export function stateOf(now: Nameable, appearance: LinkState): LinkState {
  const picture = now.picture.value;
  const sample = picture?.sample;
  const url = picture?.url ?? null;
  const model = now.model.value?.id;
  const page = now.page.value;
  return {
    ...(page && { page, lab: now.labLink.value }),
    ...(model !== undefined && { model }),
    ...(sample && { picture: { kind: 'sample', id: sample.id } as const }),
    ...(url !== null && { picture: { kind: 'url', url } as const }),
    ...(now.inputSize.value > 0 && { size: now.inputSize.value }),
    fit: now.fit.value,
    ...appearance,
  };
}

/** Parts of a link that name something there is none of, or that did not come to be. */
export function notFound({ model, picture, size, layer }: LinkState, now: Nameable): string[] {
  const isMissing = {
    model: model !== undefined && now.model.value?.id !== model,
    sample: picture?.kind === 'sample' && !now.samples.some(({ id }) => id === picture.id),
    size: size !== undefined && now.inputSize.value !== size,
    layer: layer !== undefined && !now.layers.value.some(({ name: known }) => known === layer),
  };
  return Object.entries(isMissing).flatMap(([part, missing]) => (missing ? [part] : []));
}
