/** What the numbers of a transfer come to: the layer on its way, the marks of the bar, when to speak. Pure. */
import type { LayerSummary, Transfer, TransferLayer } from '../../session/index.ts';

/** A part of the progress bar: how wide it is, and how much of it is there. */
export interface BarPart {
  readonly name: string;
  readonly weight: number;
  readonly share: number;
}

const MS_BETWEEN_LAYERS = 3000;
const MS_BETWEEN_WORDS = 10_000;

/** The first layer that is not whole; null when all are. */
export function layerOnTheWay({ layers }: Transfer): TransferLayer | null {
  return layers.find(({ share }) => share < 1) ?? null;
}

/** One part a layer, as wide as its weights are many. */
export function barParts(transfer: Transfer, layers: readonly LayerSummary[]): BarPart[] {
  const weights = new Map(layers.map(({ name, parameters }) => [name, parameters]));
  return transfer.layers.map(({ name, share }) => ({
    name,
    share,
    weight: Math.max(1, weights.get(name) ?? 1),
  }));
}

/** Of the bytes, 0..1. */
export function shareOf({ received, total }: Transfer): number {
  return total > 0 ? Math.min(1, received / total) : 0;
}

/** What was said last of a transfer, and when, in milliseconds. */
export interface Spoken {
  readonly state: Transfer['state'];
  readonly layer: string;
  readonly at: number;
}

/** Whether a listener should hear of it: another state at once, another layer soon, the same again after ten seconds. */
export function isWorthSaying(transfer: Transfer, spoken: Spoken | null, now: number): boolean {
  if (spoken?.state !== transfer.state) return true;
  if (transfer.state !== 'running') return false;
  const isAnother = layerOnTheWay(transfer)?.name !== spoken.layer;
  return now - spoken.at >= (isAnother ? MS_BETWEEN_LAYERS : MS_BETWEEN_WORDS);
}

/** Why a layer has no maps yet. */
export type Awaiting =
  | { readonly kind: 'opening' | 'dense' | 'stopped'; readonly layer: string }
  | {
      readonly kind: 'weights' | 'paused' | 'checking' | 'after';
      readonly layer: string;
      readonly share: number;
    };

/** Of a layer that is in `session.arriving`: what it waits for. */
export function awaitingOf(
  layer: LayerSummary,
  layers: readonly LayerSummary[],
  transfer: Transfer | null,
): Awaiting {
  if (!transfer) return { kind: isLate(layer) ? 'dense' : 'stopped', layer: layer.name };
  if (transfer.state === 'opening') return { kind: 'opening', layer: layer.name };
  const own = transfer.layers.find(({ name }) => name === layer.name);
  // What has no weights of its own waits for the nearest layer before it that has.
  const before = layers.slice(0, layers.indexOf(layer)).map(({ name }) => name);
  const awaited = own ?? transfer.layers.filter(({ name }) => before.includes(name)).at(-1) ?? null;
  if (!own && layer.parameters > 0) return { kind: 'dense', layer: layer.name };
  if (!awaited) return { kind: 'stopped', layer: layer.name };
  const { name, share } = awaited;
  if (transfer.state === 'paused') return { kind: 'paused', layer: name, share };
  if (share >= 1) return { kind: 'checking', layer: name, share };
  return { kind: own ? 'weights' : 'after', layer: name, share };
}

/** Whether the layer only serves to name classes. */
function isLate({ kind }: LayerSummary): boolean {
  return kind === 'dense' || kind === 'flatten';
}
