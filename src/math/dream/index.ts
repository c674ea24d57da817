/** Public face of what pictures that grow are computed with: waves, colours, transforms, recipes. Loaded with them. */
export { boxWeights, gaussianWeights } from './blur-weights.ts';
export { CORRELATED, DECORRELATED, valuesOfPicture } from './colors.ts';
export type { ColorMatrix } from './colors.ts';
export { cropped, displayed, octaveSizes, startPixels } from './display.ts';
export type { ColorTriple } from './display.ts';
export { recipeWith } from './recipe-details.ts';
export type * from './recipe-types.ts';
export { recipeInUnits } from './recipe-units.ts';
export {
  ARTICLE_RECIPE,
  BOOK_RECIPE,
  DREAM_RECIPES,
  OCTAVES_RECIPE,
  TOOLBOX_RECIPES,
  VGG_RECIPE,
  studioRecipe,
  usualGoal,
} from './recipes.ts';
export { borderOf, channelSeed, middleOf, unitSeed } from './seeds.ts';
export {
  inverseGains,
  pictureGains,
  spectrumColumns,
  spectrumShape,
  startSpectrum,
  transformGains,
  turnTable,
} from './spectrum.ts';
export { drawPlacement, randomOfStep, restingPlacement } from './transforms.ts';
export type { Framing, Placement, PlacementSizes, Surroundings, Transform } from './transforms.ts';
