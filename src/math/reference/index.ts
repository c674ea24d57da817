/** The slow, obvious CPU truth for every kernel. CHW in, CHW out. */
export { globalAveragePool } from './global-average-pool.ts';
export { convolution } from './convolution.ts';
export { dense, flatten } from './dense.ts';
export { averagePool, maxPool } from './pool.ts';
export { softmax } from './softmax.ts';
export { deprocess, preprocess } from './preprocess.ts';
export { resize } from './resize.ts';
export type { RgbaPicture } from './resize.ts';
export { channelStatistics, layerStatistics } from './statistics.ts';
export type { Statistics } from './statistics.ts';
export { mapGrid, pictureView } from './views.ts';
