/** The slow, obvious CPU truth for every kernel. CHW in, CHW out. */
export { globalAveragePool } from './global-average-pool.ts';
export { convolution } from './convolution.ts';
export { dense, flatten } from './dense.ts';
export {
  paddedConvolution,
  paddedConvolutionInputGradient,
  paddedConvolutionWeightGradient,
} from './padded-convolution.ts';
export type { PaddedConvolution } from './padded-convolution.ts';
export { describeSetting, paddedSettings } from './padded-settings.ts';
export type { PaddedSetting } from './padded-settings.ts';
export {
  convolutionInputGradient,
  denseInputGradient,
  flattenGradient,
  globalAveragePoolGradient,
  preprocessGradient,
  redirectedReluGradient,
  reluGradient,
  softmaxGradient,
} from './network-gradients.ts';
export { averagePoolGradient, maxPoolGradient } from './pool-gradient.ts';
export { averagePool, maxPool } from './pool.ts';
export { softmax } from './softmax.ts';
export { deprocess, preprocess } from './preprocess.ts';
export { resize, resizeGradient } from './resize.ts';
export type { RgbaPicture } from './resize.ts';
export { histogram } from './histogram.ts';
export { channelStatistics, layerStatistics, strongestChannel } from './statistics.ts';
export type { Statistics } from './statistics.ts';
export { channelTerms, unitTerms, windowValues } from './terms.ts';
export { mapGrid, mapSingle, pictureView, weightGrid } from './views.ts';
export {
  adam,
  adjust,
  ascend,
  blur,
  dropCells,
  norm,
  normGradient,
  powerSum,
  rmsprop,
  totalVariation,
  variationGradient,
} from './dream-ascent.ts';
export type { AdamState, PropState } from './dream-ascent.ts';
export {
  inverseSpectrum,
  mixColors,
  mixColorsGradient,
  spectrumGradient,
} from './dream-picture.ts';
export { diversity, diversityGradient, gram } from './diversity.ts';
export type { NormalisedGram } from './diversity.ts';
export { meanSquare, meanSquareGradient } from './objectives.ts';
export { showPicture } from './dream-show.ts';
export { transformGradient, transformPicture } from './dream-transform.ts';
export type { TransformRequest } from './dream-transform.ts';
