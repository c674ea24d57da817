/** Every kernel there is. */
import type { KernelDefinition } from '../definition.ts';
import { AVERAGE_POOL } from './average-pool.ts';
import { CONVOLUTION } from './convolution.ts';
import { CONVOLUTION_3X3 } from './convolution-3x3.ts';
import { DENSE } from './dense.ts';
import { PACK_DENSE } from './dense-packer.ts';
import { FLATTEN } from './flatten.ts';
import { GLOBAL_AVERAGE_POOL } from './global-average-pool.ts';
import { CHANNEL_TERMS, UNIT_TERMS } from './terms.ts';
import { MAP_GRID } from './map-grid.ts';
import { MAP_SINGLE } from './map-single.ts';
import { PICTURE_VIEW } from './picture-view.ts';
import { PROBE } from './probe.ts';
import { VALUE_HISTOGRAM } from './value-histogram.ts';
import { WEIGHT_GRID } from './weight-grid.ts';
import { WINDOW } from './window.ts';
import { DEPROCESS, PREPROCESS } from './preprocess.ts';
import { RESIZE_HORIZONTAL, RESIZE_VERTICAL } from './resize.ts';
import { CHANNEL_STATS, LAYER_STATS, PARTIAL_STATS, STRONGEST } from './statistics.ts';
import { MAX_POOL } from './max-pool.ts';
import { SOFTMAX } from './softmax.ts';

export { prepareConvolution3x3 } from './convolution-3x3.ts';
export { prepareAveragePool } from './average-pool.ts';
export { prepareConvolution } from './convolution.ts';
export { prepareDense } from './dense.ts';
export {
  channelFirstOrder,
  columnOrder,
  placeDenseWeights,
  prepareDensePacker,
  rowOrder,
} from './dense-packer.ts';
export type { DenseOrder, DensePacker } from './dense-packer.ts';
export { GROUP, createDenseWeights, rowLength, wholeWeights } from './stored-weights.ts';
export type { DenseWeights, StoredWeights, WeightFormat } from './stored-weights.ts';
export { prepareFlatten } from './flatten.ts';
export { prepareMaxPool } from './max-pool.ts';
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
export { prepareDeprocess, preparePreprocess } from './preprocess.ts';
export { prepareResize } from './resize.ts';
export { createStatisticsBuffers, prepareStatistics, prepareStrongest } from './statistics.ts';

export const KERNELS: readonly KernelDefinition[] = [
  GLOBAL_AVERAGE_POOL,
  CONVOLUTION_3X3,
  CONVOLUTION,
  MAX_POOL,
  AVERAGE_POOL,
  FLATTEN,
  DENSE,
  PACK_DENSE,
  SOFTMAX,
  RESIZE_HORIZONTAL,
  RESIZE_VERTICAL,
  PREPROCESS,
  DEPROCESS,
  PARTIAL_STATS,
  CHANNEL_STATS,
  LAYER_STATS,
  STRONGEST,
  VALUE_HISTOGRAM,
  PROBE,
  CHANNEL_TERMS,
  UNIT_TERMS,
  WINDOW,
  MAP_GRID,
  MAP_SINGLE,
  WEIGHT_GRID,
  PICTURE_VIEW,
];
