/** Opens WebGPU in Node through Dawn, for tests and command lines. Not part of the page. */
import { createRequire } from 'node:module';

/** Dawn's object must stay referenced: the process dies when it is collected. */
const kept: unknown[] = [];

interface DawnModule {
  create(options: readonly string[]): GPU;
  globals: Record<string, unknown>;
}

/** The `navigator.gpu` of Node. `options` are Dawn's, e.g. `backend=null` for validation only. */
export function openNodeGpu(options: readonly string[] = []): GPU {
  const dawn = createRequire(import.meta.url)('webgpu') as DawnModule;
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create(options);
  kept.push(gpu);
  return gpu;
}
