/** The words on a saved picture: what it shows, of which picture, and what its colours mean. */
import { fill, formatValue, messagesFor } from '../../i18n/index.ts';
import type { Language, Messages } from '../../i18n/index.ts';
import { scaleLimits, scaleShare } from '../../math/index.ts';
import type { ColormapName, Limits } from '../../math/index.ts';
import type { Legend, SessionFace, UnitAddress, WeightsFacts } from '../../session/index.ts';
import { colorAt } from '../weights/data-colors.ts';
import type { SheetLegend } from './sheet.ts';

/** Whose state is taken away, and in which language it is told. */
export interface TakeSource {
  readonly session: SessionFace;
  readonly language: Language;
}

const STOPS = 64;

/** The catalogue of the source. */
export function wordsOf({ language }: TakeSource): Messages {
  return messagesFor(language);
}

/** A text of the catalogue with `values` in its places. */
export function tell(
  { language }: TakeSource,
  text: string,
  values: Readonly<Record<string, string | number>>,
): string {
  return fill(text, values, language);
}

/** Lines that every picture has: the network with its input, and the picture with its credit. */
export function commonFacts(source: TakeSource): string[] {
  const { session, language } = source;
  const { sheet } = wordsOf(source).take;
  const model = session.model.peek()?.name ?? '';
  const network = tell(source, sheet.network, { model, size: session.inputSize.peek() });
  const picture = session.picture.peek();
  if (!picture) return [network];
  const title = picture.title[language];
  if (!picture.sample) return [network, tell(source, sheet.picture, { title })];
  const { author, licence, source: origin, change } = picture.sample;
  const credit = { title, author, licence, source: origin, change };
  return [network, tell(source, sheet.credit, credit)];
}

/** The legend of all maps of a layer. */
export function legendOfMaps(source: TakeSource, layer: string): SheetLegend {
  return legendWith(source, source.session.legendOf(layer), null);
}

/** The legend of one map, with the ends of that map where each has its own. */
export async function legendOfMap(source: TakeSource, address: UnitAddress): Promise<SheetLegend> {
  const legend = source.session.legendOf(address.layer);
  if (legend.limits) return legendWith(source, legend, null);
  const own = await rangeOfMap(source.session, address);
  const scale = { scale: 'channel', diverging: legend.diverging } as const;
  return legendWith(source, legend, scaleLimits(scale, own, own));
}

/** The legend of slices of weights: diverging, and the same for the whole layer. */
export function legendOfSlices(source: TakeSource, facts: WeightsFacts): SheetLegend {
  const { saysSlices } = wordsOf(source).network.weights;
  const { signedColormap } = source.session.view.peek();
  return weightsLegend(
    source,
    facts,
    colorsOf(signedColormap, (share) => share),
    saysSlices,
  );
}

/** The legend of filters as pictures in red, green and blue. */
export function legendOfFilters(source: TakeSource, facts: WeightsFacts): SheetLegend {
  const { saysAll } = wordsOf(source).network.weights;
  return weightsLegend(
    source,
    facts,
    colorsOf('grey', (share) => share),
    saysAll,
  );
}

function weightsLegend(
  { language }: TakeSource,
  { largest }: WeightsFacts,
  colors: readonly string[],
  says: string,
): SheetLegend {
  const high = formatValue(largest, language);
  return { colors, low: `−${high}`, high, says };
}

function legendWith(
  source: TakeSource,
  { colormap, diverging, limits }: Legend,
  own: Limits | null,
): SheetLegend {
  const words = wordsOf(source).colour.legend;
  const view = source.session.view.peek();
  const says = tell(source, words.says[view.scale], { percent: view.percentile });
  const ends = limits ?? own ?? { lo: 0, hi: 1 };
  const scale = { scale: 'fixed', diverging, gamma: view.gamma } as const;
  const colors = colorsOf(colormap, (share) =>
    scaleShare(scale, ends, ends.lo + share * (ends.hi - ends.lo)),
  );
  if (!limits && !own) return { colors, low: words.ownLeast, high: words.ownMost, says };
  const { language } = source;
  return {
    colors,
    low: formatValue(ends.lo, language),
    high: formatValue(ends.hi, language),
    says,
  };
}

/** CSS colours of a legend from left to right; `placeOf` says which place of the map stands at a share of its length. */
export function colorsOf(name: ColormapName, placeOf: (share: number) => number): string[] {
  return Array.from(
    { length: STOPS + 1 },
    (_, i) => `rgb(${colorAt(name, placeOf(i / STOPS)).join(' ')})`,
  );
}

/** Known already where it is the unit's channel; else the layer is read. */
async function rangeOfMap(session: SessionFace, { layer, cell }: UnitAddress): Promise<Limits> {
  const reading = session.reading.peek();
  if (reading?.address.layer === layer && reading.address.cell.channel === cell.channel) {
    return { lo: reading.min, hi: reading.max };
  }
  const { shape, data } = await session.values(layer);
  const start = cell.channel * shape[1] * shape[2];
  let [lo, hi] = [Infinity, -Infinity];
  for (const value of data.subarray(start, start + shape[1] * shape[2])) {
    if (value < lo) lo = value;
    if (value > hi) hi = value;
  }
  return { lo, hi };
}
