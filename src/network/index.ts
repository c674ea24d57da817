/** Public face of network: layers as data, weights, the forward pass, the way of a picture into it. No page. */
export { vgg } from './architectures.ts';
export type { Head, VggName, VggOptions } from './architectures.ts';
export { loadBackward } from './backward-loader.ts';
export type { Backward, GradientResult, Seed, WeighedSeed } from './backward/index.ts';
export { convertModel } from './convert.ts';
export type { Conversion, ConvertOptions } from './convert.ts';
export { weightLayoutOf } from './execution.ts';
export type { LearnedBuffers } from './execution.ts';
export { bytesOfLayer, feedNetwork } from './feed.ts';
export type { FeedOptions } from './feed.ts';
export { ForwardPass, LOGITS } from './forward-pass.ts';
export type { ForwardOptions } from './forward-pass.ts';
export type { ConvolutionPlanner, PassConvolution, Trial } from './pass-context.ts';
export { isLearned, windowOfLayer } from './layer.ts';
export type {
  ConvolutionLayer,
  DenseLayer,
  Layer,
  LearnedLayer,
  PoolLayer,
  TensorDeclaration,
} from './layer.ts';
export { multiplyAddsOf, timeOfLayer } from './layer-cost.ts';
export { readClassNames, readLocalModels, readManifest } from './manifest.ts';
export type { AccuracyAtSize, ClassName, ModelEntry, ModelFile, ModelInput } from './manifest.ts';
export { Network } from './network.ts';
export type { PassOptions, WeightSource } from './network.ts';
export { PictureInput } from './picture-input.ts';
export type { PictureFeed } from './picture-input.ts';
export { countParameters, planLayers } from './plan.ts';
export type { InputSize, PlannedLayer } from './plan.ts';
export { compareLayer } from './reference-values.ts';
export type {
  LayerErrors,
  Reference,
  ReferenceLayer,
  ReferenceSample,
} from './reference-values.ts';
export { readSamples } from './samples.ts';
export type { SampleEntry } from './samples.ts';
export type { LayerSource, TensorSource } from './source-names.ts';
export type { Precision } from './upload.ts';
export { recogniseModel } from './recognise.ts';
export { recogniseOwn } from './weights.ts';
export type { RecognisedModel } from './weights.ts';
export { loadTuning } from './tuning-loader.ts';
export type { Measured, TuneProgress, TunedPlan, TuningStore } from './tuning/index.ts';
