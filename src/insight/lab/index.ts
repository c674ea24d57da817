/** Everything that a lab needs, loaded as one when it is asked for. */
export { REFERENCE_BACKEND } from './backend.ts';
export { GpuEngine } from './gpu-engine.ts';
export { gpuBackend } from './gpu-backend.ts';
export { createLab } from './lab.ts';
export { planesOf } from './planes.ts';
export { ReferenceEngine } from './reference-engine.ts';
export { kernelGradient, prepareConvolve, preparePool } from './settings.ts';
