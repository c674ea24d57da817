/** Public face of the kernels. */
export { prepareConvolution3x3 } from './convolution-3x3.ts';
export {
  COPY_PIECE_BYTES,
  MULTIPLY_ADD_GROUP_BYTES,
  MULTIPLY_ADDS_OF_GROUP,
  prepareCopy,
  prepareMultiplyAdd,
} from './ceilings.ts';
export type { ArithmeticPrecision } from './ceilings.ts';
export { prepareAveragePool } from './average-pool.ts';
export { prepareDense } from './dense.ts';
export { channelFirstOrder, columnOrder, placeDenseWeights, rowOrder } from './dense-order.ts';
export type { DenseOrder } from './dense-order.ts';
export { prepareDensePacker } from './dense-packer.ts';
export type { DensePacker } from './dense-packer.ts';
export { GROUP, createDenseWeights, rowLength, wholeWeights } from './stored-weights.ts';
export type { DenseWeights, StoredWeights, WeightFormat } from './stored-weights.ts';
export { prepareFlatten } from './flatten.ts';
export { prepareMaxPool, winnerBytes, winnerPlace } from './max-pool.ts';
export {
  preparePaddedConvolution,
  preparePaddedInputGradient,
  preparePaddedWeightGradient,
} from './padded-convolution.ts';
export { MOST_FIRST_CHANNELS, prepareFirstGradient } from './convolution-first-gradient.ts';
export { prepareConvolutionGradient } from './convolution-gradient.ts';
export { prepareDenseGradient } from './dense-gradient.ts';
export { prepareFlattenGradient, prepareGlobalAveragePoolGradient } from './map-gradient.ts';
export { createGrams, prepareGram, prepareGramGradient, prepareGramValue } from './gram.ts';
export type { Grams, MemberLaunches } from './gram.ts';
export { prepareObjective, prepareSquares, prepareTerms } from './objective.ts';
export type { SeedTerm, TermObjective } from './objective.ts';
export { prepareAveragePoolGradient, prepareMaxPoolGradient } from './pool-gradient.ts';
export { prepareRedirectedRelu } from './redirected-relu.ts';
export { prepareReluGradient } from './relu-gradient.ts';
export { prepareSoftmaxGradient } from './softmax-gradient.ts';
export { prepareSoftmax } from './softmax.ts';
export {
  convolutionWeightBytes,
  convolutionWeightLayout,
  denseWeightLayout,
  packBias,
  placeConvolutionWeights,
  toHalves,
} from './weights.ts';
export type { Shape4, WeightLayout } from './weights.ts';
export { termBytes, prepareChannelTerms, prepareUnitTerms } from './terms.ts';
export type { Terms } from './terms.ts';
export { mapSampling, mapSingleParams, prepareMapSingle } from './map-single.ts';
export type { MapSampling, MapSingleDraw } from './map-single.ts';
export { createProbeBuffer, prepareProbe, probeParams, readProbe } from './probe.ts';
export type { Probe, ProbeDispatch } from './probe.ts';
export { VALUE_HISTOGRAM_BYTES, prepareValueHistogram } from './value-histogram.ts';
export { prepareWeightGrid } from './weight-grid.ts';
export type { WeightGrid } from './weight-grid.ts';
export { prepareWindowReader } from './window.ts';
export type { WindowReader, WindowValues } from './window.ts';
export { prepareGlobalAveragePool } from './global-average-pool.ts';
export type { LaunchGroup } from './group.ts';
export { uploadColormap, uploadTint } from './color-scale.ts';
export type { ColoredMap } from './color-scale.ts';
export { isCrisp, mapGridParams, prepareMapGrid } from './map-grid.ts';
export type { MapGridDraw, MapGridScale } from './map-grid.ts';
export { pictureViewParams, preparePictureView } from './picture-view.ts';
export type { PictureDraw } from './picture-view.ts';
export { labPictureParams, prepareLabPicture } from './lab-picture.ts';
export type { LabPictureDraw } from './lab-picture.ts';
export { prepareLabPixels } from './lab-pixels.ts';
export { labWindowParams, prepareLabReadWindow } from './lab-read-window.ts';
export type { LabPadding, LabWindowLaunch } from './lab-read-window.ts';
export { prepareLabResidual } from './lab-residual.ts';
export { prepareDeprocess, preparePreprocess } from './preprocess.ts';
export { preparePreprocessGradient } from './preprocess-gradient.ts';
export { prepareResize } from './resize.ts';
export { createStatisticsBuffers, prepareStatistics, prepareStrongest } from './statistics.ts';
export {
  prepareColor,
  prepareColorGradient,
  prepareInverseSpectrum,
  prepareSpectrumGradient,
} from './dream-picture.ts';
export {
  adamParams,
  prepareAdam,
  prepareAscend,
  preparePowerSum,
  prepareRmsprop,
} from './dream-ascent.ts';
export { prepareDot } from './dream-dot.ts';
export { prepareShow } from './dream-show.ts';
export type { AdamDispatch } from './dream-ascent.ts';
export {
  prepareAdjust,
  prepareBlur,
  prepareDrop,
  prepareNorm,
  prepareVariation,
} from './dream-regularize.ts';
export { prepareTransform, prepareTransformGradient, transformParams } from './dream-transform.ts';
export type { TransformDispatch } from './dream-transform.ts';
