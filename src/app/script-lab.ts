/** The lab for scripts: fetched at the first question; on the GPU, or on the references where there is none. */
import type { Gpu } from '../gpu/index.ts';
import type { Lab } from '../insight/index.ts';

/** A lab that is made when first asked, once it is known whether a GPU opens. */
export function labFor(opened: Promise<{ readonly gpu: Gpu }>): Lab {
  let made: Promise<Lab> | null = null;
  const make = async (): Promise<Lab> => {
    const { loadLab } = await import('../insight/index.ts');
    const { createLab, gpuBackend, REFERENCE_BACKEND } = await loadLab();
    return createLab(
      await opened.then(
        ({ gpu }) => gpuBackend(gpu),
        () => REFERENCE_BACKEND,
      ),
    );
  };
  const lab = (): Promise<Lab> => (made ??= make());
  return {
    convolve: async (...given) => (await lab()).convolve(...given),
    convolveBackward: async (...given) => (await lab()).convolveBackward(...given),
    pool: async (...given) => (await lab()).pool(...given),
    poolBackward: async (...given) => (await lab()).poolBackward(...given),
  };
}
