/** Every kernel there is: for those who check or compile them all. The page takes them one by one. */
import type { KernelDefinition } from '../definition.ts';
import { AVERAGE_POOL } from './average-pool.ts';
import { COPY, MULTIPLY_ADD } from './ceilings.ts';
import { CONVOLUTION } from './convolution.ts';
import { CONVOLUTION_FIRST_GRADIENT } from './convolution-first-gradient.ts';
import { CONVOLUTION_GRADIENT } from './convolution-gradient.ts';
import { CONVOLUTION_GEMM } from './convolution-gemm.ts';
import { CONVOLUTION_FIRST, CONVOLUTION_SPLIT_K } from './convolution-small.ts';
import { CONVOLUTION_3X3 } from './convolution-3x3.ts';
import { DENSE } from './dense.ts';
import { DENSE_GRADIENT } from './dense-gradient.ts';
import { PACK_DENSE } from './dense-packer.ts';
import { DREAM_ADAM, DREAM_ASCEND, DREAM_POWER_SUM, DREAM_RMSPROP } from './dream-ascent.ts';
import {
  DREAM_COLOR,
  DREAM_COLOR_GRADIENT,
  DREAM_COLUMNS,
  DREAM_ROWS,
  DREAM_ROWS_GRADIENT,
} from './dream-picture.ts';
import {
  DREAM_ADJUST,
  DREAM_BLUR,
  DREAM_DROP,
  DREAM_NORM,
  DREAM_VARIATION,
} from './dream-regularize.ts';
import { DREAM_TRANSFORM, DREAM_TRANSFORM_GRADIENT } from './dream-transform.ts';
import { DREAM_DOT } from './dream-dot.ts';
import { DREAM_MOMENTS, DREAM_SHOW } from './dream-show.ts';
import { FLATTEN } from './flatten.ts';
import { GLOBAL_AVERAGE_POOL } from './global-average-pool.ts';
import {
  GRAM_GRADIENT,
  GRAM_LIKENESS,
  GRAM_NORMALISE,
  GRAM_OVERLAP,
  GRAM_PRODUCT,
  GRAM_SLOPE,
  GRAM_SUM,
  GRAM_VALUE,
} from './gram.ts';
import { CHANNEL_TERMS, UNIT_TERMS } from './terms.ts';
import { LAB_PICTURE } from './lab-picture.ts';
import { LAB_PIXELS } from './lab-pixels.ts';
import { LAB_READ_WINDOW } from './lab-read-window.ts';
import { LAB_RESIDUAL } from './lab-residual.ts';
import { FLATTEN_GRADIENT, GLOBAL_AVERAGE_POOL_GRADIENT } from './map-gradient.ts';
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
import {
  PADDED_CONVOLUTION,
  PADDED_CONVOLUTION_INPUT,
  PADDED_CONVOLUTION_WEIGHTS,
} from './padded-convolution.ts';
import { OBJECTIVE, SEED, SQUARES, TERM_VALUES } from './objective.ts';
import { PREPROCESS_GRADIENT } from './preprocess-gradient.ts';
import { REDIRECTED_RELU, RELU_LEFT } from './redirected-relu.ts';
import { RELU_GRADIENT } from './relu-gradient.ts';
import { RESIZE_ACROSS } from './resize-gradient.ts';
import { SOFTMAX_GRADIENT } from './softmax-gradient.ts';
import { AVERAGE_POOL_GRADIENT, MAX_POOL_GRADIENT } from './pool-gradient.ts';
import { PLAIN_WEIGHTS } from './plain-weights.ts';
import {
  MULTIPLY_DIRECT,
  MULTIPLY_QUADS,
  MULTIPLY_TILES,
  TRANSFORM_INPUT,
  TRANSFORM_OUTPUT,
  TRANSFORM_OUTPUT_POOL,
} from './winograd.ts';
import { WEIGHT_SCALES, WEIGHT_TRANSFORM } from './winograd-weights.ts';
import { SOFTMAX } from './softmax.ts';

/** In no particular order. */
export const KERNELS: readonly KernelDefinition[] = [
  GLOBAL_AVERAGE_POOL,
  PADDED_CONVOLUTION,
  PADDED_CONVOLUTION_INPUT,
  PADDED_CONVOLUTION_WEIGHTS,
  MAX_POOL_GRADIENT,
  AVERAGE_POOL_GRADIENT,
  RELU_GRADIENT,
  RELU_LEFT,
  REDIRECTED_RELU,
  SOFTMAX_GRADIENT,
  RESIZE_ACROSS,
  CONVOLUTION_FIRST_GRADIENT,
  CONVOLUTION_GRADIENT,
  DENSE_GRADIENT,
  FLATTEN_GRADIENT,
  GLOBAL_AVERAGE_POOL_GRADIENT,
  PREPROCESS_GRADIENT,
  SEED,
  TERM_VALUES,
  OBJECTIVE,
  SQUARES,
  GRAM_PRODUCT,
  GRAM_SUM,
  GRAM_NORMALISE,
  GRAM_OVERLAP,
  GRAM_SLOPE,
  GRAM_GRADIENT,
  GRAM_LIKENESS,
  GRAM_VALUE,
  CONVOLUTION_3X3,
  CONVOLUTION,
  PLAIN_WEIGHTS,
  WEIGHT_SCALES,
  WEIGHT_TRANSFORM,
  TRANSFORM_INPUT,
  TRANSFORM_OUTPUT,
  TRANSFORM_OUTPUT_POOL,
  MULTIPLY_DIRECT,
  MULTIPLY_QUADS,
  MULTIPLY_TILES,
  CONVOLUTION_GEMM,
  CONVOLUTION_FIRST,
  CONVOLUTION_SPLIT_K,
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
  LAB_PIXELS,
  LAB_READ_WINDOW,
  LAB_RESIDUAL,
  LAB_PICTURE,
  DREAM_COLOR,
  DREAM_COLOR_GRADIENT,
  DREAM_COLUMNS,
  DREAM_ROWS,
  DREAM_ROWS_GRADIENT,
  DREAM_TRANSFORM,
  DREAM_TRANSFORM_GRADIENT,
  DREAM_ADAM,
  DREAM_ASCEND,
  DREAM_POWER_SUM,
  DREAM_RMSPROP,
  DREAM_DOT,
  DREAM_MOMENTS,
  DREAM_SHOW,
  DREAM_ADJUST,
  DREAM_BLUR,
  DREAM_DROP,
  DREAM_NORM,
  DREAM_VARIATION,
  MULTIPLY_ADD,
  COPY,
];
