/** What is asked of a dream: whether a network and the recipes have it, and the recipe that comes of it. Knows no GPU. */
import { DREAM_RECIPES, studioRecipe } from '../../math/dream/index.ts';
import type { ColorTriple, DreamRecipe } from '../../math/dream/index.ts';
import type { Extent, InputSpec } from '../../math/index.ts';
import { planLayers } from '../../network/index.ts';
import type { Network, PlannedLayer } from '../../network/index.ts';

/** The network that is to be excited. */
export interface DreamSubject {
  readonly network: Network;
  readonly spec: InputSpec;
  /** Pixels of a side that its dense layers take, where those fit one size only. */
  readonly denseSize: number;
}

/** What to excite, and how a picture is to grow for it. */
export interface DreamWish {
  readonly layer: string;
  /** Its mean before the activation, without the border of a large map; of `predictions` a class, by its logit. */
  readonly channel: number;
  /** `studio` (if left out), `article`, `book`, `vgg`, `octaves`, `toolbox-1` to `toolbox-4`. */
  readonly recipe?: string;
  /** The recipe's if left out; of octaves the steps of each, and the side of the first in pixels. */
  readonly steps?: number;
  readonly size?: number;
  /** Whole; 0 if left out. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
}

/** The recipe for a wish, complete. Throws RangeError for what the network or the recipes do not have. */
export function recipeOf({ network }: DreamSubject, wish: DreamWish): DreamRecipe {
  const { layer, recipe: id = STUDIO, seed = 0 } = wish;
  const recipe = named(id, blockOf(network, layer));
  const { steps = recipe.steps, size = recipe.size } = wish;
  expectWhole('seed', seed, -Infinity);
  expectWhole('steps', steps, 1);
  expectWhole('size', size, 1);
  return { ...recipe, steps, size };
}

/**
 * What the network looks at when the picture has a side of `size`: dense layers that fit only one size have that.
 * Throws RangeError for a layer or channel there is none of, ShapeError for a size that does not fit the network.
 */
export function inputOf(
  subject: DreamSubject,
  { layer, channel }: DreamWish,
  size: number,
): Extent {
  const { network, denseSize } = subject;
  const [side, planned] = [size, denseSize]
    .map((one) => [one, planOf(network, layer, one)] as const)
    .find(([, plan]) => plan !== null) ?? [size, null];
  if (!planned) throw new RangeError(`There is no layer ${layer} at ${String(size)} pixels.`);
  const [channels] = planned.shape;
  if (!Number.isInteger(channel) || channel < 0 || channel >= channels) {
    const last = String(channels - 1);
    throw new RangeError(`There is no channel ${String(channel)} in ${layer}, only 0 to ${last}.`);
  }
  return { width: side, height: side };
}

/** The mean color of what a network was trained on, RGB 0..1. */
export function meanColor({ order, range, mean }: InputSpec): ColorTriple {
  const unit = range === '0..255' ? BYTE : 1;
  const [a, b, c] = mean;
  return order === 'BGR' ? [c / unit, b / unit, a / unit] : [a / unit, b / unit, c / unit];
}

const STUDIO = 'studio';
const BYTE = 255;

function named(id: string, block: number): DreamRecipe {
  const recipe = id === STUDIO ? studioRecipe(block) : DREAM_RECIPES.find((one) => one.id === id);
  if (recipe) return recipe;
  const known = [STUDIO, ...DREAM_RECIPES.map((one) => one.id)].join(', ');
  throw new RangeError(`There is no recipe ${id}, only ${known}.`);
}

/** Number of the block that a layer belongs to, from 1 on: blocks end with their pooling. */
function blockOf({ layers }: Network, name: string): number {
  const end = layers.findIndex((layer) => layer.name === name);
  if (end < 0) throw new RangeError(`There is no layer ${name}.`);
  return 1 + layers.slice(0, end).filter(({ kind }) => kind.endsWith('pool')).length;
}

/** A layer at a size; null where it does not fit that size. */
function planOf(network: Network, name: string, size: number): PlannedLayer | null {
  const input = { height: size, width: size };
  const layers = network.layersAt(input);
  const end = layers.findIndex((layer) => layer.name === name) + 1;
  return end === 0 ? null : (planLayers(layers.slice(0, end), input).at(-1) ?? null);
}

function expectWhole(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  const from = Number.isFinite(least) ? ` from ${String(least)} on` : '';
  throw new RangeError(`${name} is a whole number${from}, not ${String(value)}.`);
}
