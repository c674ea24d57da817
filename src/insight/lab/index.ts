/** Everything that a lab needs, loaded as one when it is asked for. */
export { REFERENCE_BACKEND } from './backend.ts';
export { gpuBackend } from './gpu-backend.ts';
export { createLab } from './lab.ts';
