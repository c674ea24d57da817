/** Every kernel check there is. */
import type { KernelCheck } from './check.ts';
import { ALGORITHM_CHECKS } from './algorithms.ts';
import { CEILING_CHECKS } from './ceilings.ts';
import { CONVOLUTION_CHECKS } from './convolution.ts';
import { CONVOLUTION_3X3_CHECKS } from './convolution-3x3.ts';
import { DENSE_CHECKS } from './dense.ts';
import { DREAM_ASCENT_CHECKS } from './dream-ascent.ts';
import { DREAM_PICTURE_CHECKS } from './dream-picture.ts';
import { DREAM_SHOW_CHECKS } from './dream-show.ts';
import { DREAM_TRANSFORM_CHECKS } from './dream-transform.ts';
import { FLATTEN_CHECKS } from './flatten.ts';
import { GLOBAL_AVERAGE_POOL_CHECKS } from './global-average-pool.ts';
import { GRAM_CHECKS } from './gram.ts';
import { LAB_PICTURE_CHECKS } from './lab-picture.ts';
import { LAB_CHECKS } from './lab-values.ts';
import { MULTIPLY_CHECKS } from './multiplies.ts';
import { CONVOLUTION_FIRST_GRADIENT_CHECKS } from './convolution-first-gradient.ts';
import { NETWORK_GRADIENT_CHECKS } from './network-gradients.ts';
import { OBJECTIVE_CHECKS } from './objective.ts';
import { PACK_DENSE_CHECKS } from './pack-dense.ts';
import { PADDED_CONVOLUTION_CHECKS } from './padded-convolution.ts';
import { POOL_GRADIENT_CHECKS } from './pool-gradient.ts';
import { PROBE_CHECKS } from './probe.ts';
import { PREPROCESS_CHECKS } from './preprocess.ts';
import { RESIZE_CHECKS } from './resize.ts';
import { SINGLE_VIEW_CHECKS } from './single-views.ts';
import { STATISTICS_CHECKS } from './statistics.ts';
import { TERM_CHECKS } from './terms.ts';
import { VALUE_HISTOGRAM_CHECKS } from './value-histogram.ts';
import { VIEW_CHECKS } from './views.ts';
import { POOL_CHECKS } from './pool.ts';
import { SOFTMAX_CHECKS } from './softmax.ts';
import { WINOGRAD_CHECKS } from './winograd.ts';

export { missingFeature } from './pipelines.ts';

export const KERNEL_CHECKS: readonly KernelCheck[] = [
  ...GLOBAL_AVERAGE_POOL_CHECKS,
  ...CONVOLUTION_3X3_CHECKS,
  ...CONVOLUTION_CHECKS,
  ...ALGORITHM_CHECKS,
  ...WINOGRAD_CHECKS,
  ...MULTIPLY_CHECKS,
  ...POOL_CHECKS,
  ...PADDED_CONVOLUTION_CHECKS,
  ...POOL_GRADIENT_CHECKS,
  ...CONVOLUTION_FIRST_GRADIENT_CHECKS,
  ...NETWORK_GRADIENT_CHECKS,
  ...OBJECTIVE_CHECKS,
  ...GRAM_CHECKS,
  ...FLATTEN_CHECKS,
  ...DENSE_CHECKS,
  ...PACK_DENSE_CHECKS,
  ...SOFTMAX_CHECKS,
  ...RESIZE_CHECKS,
  ...PREPROCESS_CHECKS,
  ...STATISTICS_CHECKS,
  ...VALUE_HISTOGRAM_CHECKS,
  ...PROBE_CHECKS,
  ...TERM_CHECKS,
  ...VIEW_CHECKS,
  ...SINGLE_VIEW_CHECKS,
  ...LAB_CHECKS,
  ...LAB_PICTURE_CHECKS,
  ...DREAM_PICTURE_CHECKS,
  ...DREAM_TRANSFORM_CHECKS,
  ...DREAM_ASCENT_CHECKS,
  ...DREAM_SHOW_CHECKS,
  ...CEILING_CHECKS,
];
