/** What the last column of the network tells of a layer: its weights, or what it was measured to cost. Pure arithmetic. */
import { formatCount } from '../../i18n/index.ts';
import type { Language } from '../../i18n/index.ts';
import type { LayerCost, LayerSummary } from '../../session/index.ts';

/** What is told of each layer. */
export type Metric = 'weights' | 'time' | 'memory';

/** Costs by layer name. */
export type Costs = ReadonlyMap<string, LayerCost>;

const BYTES_PER_MB = 1e6;
const DECIMALS = 2;
const LEAST = 0.01;
const TEN = 10;
const HUNDRED = 100;

/** Number of weights, milliseconds, or megabytes (1e6 bytes); null where that is not known. */
export function metricOf(metric: Metric, layer: LayerSummary, costs: Costs | null): number | null {
  if (metric === 'weights') return layer.parameters;
  const cost = costs?.get(layer.name);
  if (!cost) return null;
  return metric === 'time' ? cost.ms : cost.bytes / BYTES_PER_MB;
}

/** The sum over all layers of which it is known; null where it is known of none. */
export function totalOf(
  metric: Metric,
  layers: readonly LayerSummary[],
  costs: Costs | null,
): number | null {
  const known = layers.flatMap((layer) => metricOf(metric, layer, costs) ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** The number with as many decimals as a person can use: `946,584`, `12.3`, `0.45`, `<0.01`. */
export function metricText(metric: Metric, value: number, language: Language): string {
  if (metric === 'weights' || value >= HUNDRED) return formatCount(value, language);
  if (value > 0 && value < LEAST) return `<${LEAST}`;
  return value.toFixed(value >= TEN ? 1 : DECIMALS);
}
