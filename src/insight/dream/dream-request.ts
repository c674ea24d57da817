/** What is asked of a dream: whether a network and the recipes have it, and the recipe that comes of it. Knows no GPU. */
import { DREAM_RECIPES, recipeInUnits, recipeWith, studioRecipe } from '../../math/dream/index.ts';
import type { ColorTriple, DreamRecipe } from '../../math/dream/index.ts';
import type { Extent, InputSpec } from '../../math/index.ts';
import { planLayers } from '../../network/index.ts';
import type { ConvolutionPlanner, Network, PlannedLayer } from '../../network/index.ts';
import type { DreamGoal } from './growth-types.ts';

/** The network that is to be excited. */
export interface DreamSubject {
  readonly network: Network;
  readonly spec: InputSpec;
  /** Pixels of a side that its dense layers take, where those fit one size only. */
  readonly denseSize: number;
  /** Pixels of a side of the pictures that it was trained on. */
  readonly trainSize: number;
  /** Chooses how convolutions run; the cost table of the device if left out. */
  readonly planner?: ConvolutionPlanner;
}

/** What to excite, and how a picture is to grow for it. */
export interface DreamWish {
  readonly layer: string;
  /** Its mean before the activation, without the border of a large map; of `predictions` a class, by its logit. */
  readonly channel?: number;
  /** In place of a channel: more than one of it, one unit, the whole layer, or what it wants least. */
  readonly goal?: DreamGoal;
  /** `studio` (if left out), `article`, `book`, `vgg`, `octaves`, `toolbox-1` to `toolbox-4`. */
  readonly recipe?: string;
  /** The recipe's if left out; of octaves the steps of each, and the side of the first in pixels. */
  readonly steps?: number;
  readonly size?: number;
  /** Any other number of the recipe in place of its own. */
  readonly details?: Partial<DreamRecipe>;
  /** Whole; 0 if left out. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  /** Told now and then how far it is, over all octaves. */
  readonly onProgress?: (step: number, steps: number) => void;
}

const STUDIO = 'studio';
const BYTE = 255;

/** What recipes are called, the usual one first. */
export const RECIPE_IDS: readonly string[] = [STUDIO, ...DREAM_RECIPES.map(({ id }) => id)];

/**
 * A recipe by its id for a layer, complete, in the units of the network, with `details` in place of its own numbers. Throws RangeError for what the network or
 * the recipes do not have.
 */
export function recipeFor(
  { network, spec, trainSize }: Pick<DreamSubject, 'network' | 'spec' | 'trainSize'>,
  id: string,
  layer: string,
  details?: Partial<DreamRecipe>,
): DreamRecipe {
  const block = blockOf(network, layer);
  const recipe =
    id === STUDIO ? studioRecipe(block, trainSize) : DREAM_RECIPES.find((one) => one.id === id);
  if (recipe) return recipeWith(recipeInUnits(recipe, unitOf(spec)), details);
  throw new RangeError(`There is no recipe ${id}, only ${RECIPE_IDS.join(', ')}.`);
}

/** The recipe for a wish, complete. Throws RangeError for what the network or the recipes do not have. */
export function recipeOf(subject: DreamSubject, wish: DreamWish): DreamRecipe {
  const { layer, recipe = STUDIO, details, steps, size } = wish;
  return recipeFor(subject, recipe, layer, {
    ...details,
    ...(steps !== undefined && { steps }),
    ...(size !== undefined && { size }),
  });
}

/**
 * The layer as the network makes it of a picture with a side of `size`, and what the network looks at then: dense layers that
 * fit only one size have that. Throws RangeError for a layer there is none of, ShapeError for a size that does not fit.
 */
export function placeOf(
  { network, denseSize }: DreamSubject,
  layer: string,
  size: number,
): { readonly input: Extent; readonly channels: number } {
  const [side, planned] = [size, denseSize]
    .map((one) => [one, planOf(network, layer, one)] as const)
    .find(([, plan]) => plan !== null) ?? [size, null];
  if (!planned) throw new RangeError(`There is no layer ${layer} at ${String(size)} pixels.`);
  return { input: { width: side, height: side }, channels: planned.shape[0] };
}

/** The mean color of what a network was trained on, RGB 0..1. */
export function meanColor({ order, range, mean }: InputSpec): ColorTriple {
  const unit = range === '0..255' ? BYTE : 1;
  const [a, b, c] = mean;
  return order === 'BGR' ? [c / unit, b / unit, a / unit] : [a / unit, b / unit, c / unit];
}

/** What a network divides colours of 0..255 by. */
function unitOf({ range, std }: InputSpec): number {
  const mean = std.reduce((sum, one) => sum + one, 0) / std.length;
  return range === '0..255' ? mean : BYTE * mean;
}

/** Throws RangeError for a seed that is not whole. */
export function expectSeed(seed: number): void {
  if (Number.isInteger(seed)) return;
  throw new RangeError(`seed is a whole number, not ${String(seed)}.`);
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
