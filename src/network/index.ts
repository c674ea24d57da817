/** Public face of network: layers as data, weights, the forward pass, the way of a picture into it. No page. */
export type { Head, VggName, VggOptions } from './architectures.ts';
export { weightLayoutOf } from './execution.ts';
export type { LearnedBuffers } from './execution.ts';
export { ForwardPass } from './forward-pass.ts';
export type { ForwardOptions } from './forward-pass.ts';
export { isLearned, windowOfLayer } from './layer.ts';
export type {
  ConvolutionLayer,
  DenseLayer,
  Layer,
  LearnedLayer,
  PoolLayer,
  TensorDeclaration,
} from './layer.ts';
export { readClassNames, readManifest } from './manifest.ts';
export type { AccuracyAtSize, ClassName, ModelEntry, ModelInput } from './manifest.ts';
export { Network } from './network.ts';
export type { WeightSource } from './network.ts';
export { PictureInput } from './picture-input.ts';
export type { PictureFeed } from './picture-input.ts';
export { countParameters, planLayers } from './plan.ts';
export type { InputSize, PlannedLayer } from './plan.ts';
export { readSamples } from './samples.ts';
export type { SampleEntry } from './samples.ts';
export { recogniseModel } from './weights.ts';
export type { RecognisedModel } from './weights.ts';
