/** Every kernel there is. */
import type { KernelDefinition } from '../definition.ts';
import { AVERAGE_POOL } from './average-pool.ts';
import { CONVOLUTION } from './convolution.ts';
import { CONVOLUTION_3X3 } from './convolution-3x3.ts';
import { DENSE } from './dense.ts';
import { FLATTEN } from './flatten.ts';
import { GLOBAL_AVERAGE_POOL } from './global-average-pool.ts';
import { MAP_GRID } from './map-grid.ts';
import { PICTURE_VIEW } from './picture-view.ts';
import { DEPROCESS, PREPROCESS } from './preprocess.ts';
import { RESIZE_HORIZONTAL, RESIZE_VERTICAL } from './resize.ts';
import { CHANNEL_STATS, LAYER_STATS, PARTIAL_STATS } from './statistics.ts';
import { MAX_POOL } from './max-pool.ts';
import { SOFTMAX } from './softmax.ts';

export { packConvolution3x3Weights, prepareConvolution3x3 } from './convolution-3x3.ts';
export { prepareAveragePool } from './average-pool.ts';
export { prepareConvolution } from './convolution.ts';
export { packDenseWeights, prepareDense } from './dense.ts';
export { prepareFlatten } from './flatten.ts';
export { prepareMaxPool } from './max-pool.ts';
export { prepareSoftmax } from './softmax.ts';
export { packBias, packConvolutionWeights } from './weights.ts';
export { prepareGlobalAveragePool } from './global-average-pool.ts';
export type { LaunchGroup } from './group.ts';
export { uploadColormap } from './color-scale.ts';
export type { ColoredMap } from './color-scale.ts';
export { mapGridParams, prepareMapGrid } from './map-grid.ts';
export type { MapGridDraw, MapGridScale } from './map-grid.ts';
export { preparePictureView } from './picture-view.ts';
export type { PictureDraw } from './picture-view.ts';
export { prepareDeprocess, preparePreprocess } from './preprocess.ts';
export { prepareResize } from './resize.ts';
export { createStatisticsBuffers, prepareStatistics } from './statistics.ts';

export const KERNELS: readonly KernelDefinition[] = [
  GLOBAL_AVERAGE_POOL,
  CONVOLUTION_3X3,
  CONVOLUTION,
  MAX_POOL,
  AVERAGE_POOL,
  FLATTEN,
  DENSE,
  SOFTMAX,
  RESIZE_HORIZONTAL,
  RESIZE_VERTICAL,
  PREPROCESS,
  DEPROCESS,
  PARTIAL_STATS,
  CHANNEL_STATS,
  LAYER_STATS,
  MAP_GRID,
  PICTURE_VIEW,
];
