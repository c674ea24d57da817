/**
 * The text of the shader files, by their path below `shaders/`: those of the first picture at once, the others when one of
 * them is first wanted. With late-sources the only importer of `.wgsl` files.
 */

const files: Record<string, string> = import.meta.glob(
  [
    '../../shaders/**/*.wgsl',
    '!**/forward/{average_pool,convolution,flatten,pack_dense}.wgsl',
    '!**/image/deprocess.wgsl',
    '!**/insight/{channel_terms,unit_terms,window}.wgsl',
    '!**/lib/stored_weights.wgsl',
    '!**/stats/value_histogram.wgsl',
    '!**/view/weight_grid.wgsl',
  ],
  { query: '?raw', import: 'default', eager: true },
);

/** By path below `shaders/`. */
export function sourcesOf(modules: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(
    Object.entries(modules).map(([path, text]) => [path.replace(/^.*\/shaders\//, ''), text]),
  );
}

/** Shader sources of the first picture by path, e.g. `forward/dense.wgsl`. */
export const FIRST_SOURCES: ReadonlyMap<string, string> = sourcesOf(files);

/** All shader sources by path. */
export async function allSources(): Promise<ReadonlyMap<string, string>> {
  return (await import('./late-sources.ts')).SHADER_SOURCES;
}
