/** Everything that verifying needs, loaded as one when it is asked for. */
export { readModelReference, referenceFor } from './model-reference.ts';
export { reportOf } from './report.ts';
export { testPicture } from './test-picture.ts';
export { verifyKernels } from './verify-kernels.ts';
export { verifyModel } from './verify-model.ts';
