/**
 * The text of the shader files, by their path below `shaders/`: those of the first picture at once, the others when one of
 * them is first wanted. With late-sources the only importer of `.wgsl` files.
 */
import { byPath } from './source-paths.ts';

const files: Record<string, string> = import.meta.glob(
  [
    '../../shaders/**/*.wgsl',
    '!**/backward/*.wgsl',
    '!**/dream/*.wgsl',
    '!**/forward/{average_pool,convolution,convolution_first,convolution_gemm,convolution_split_k,flatten,pack_dense,padded_convolution}.wgsl',
    '!**/image/deprocess.wgsl',
    '!**/insight/{channel_terms,unit_terms,window}.wgsl',
    '!**/lab/*.wgsl',
    '!**/lib/{affine,color_mix,flipped_taps,gram_members,gram_total,padded_params,padding,pool_windows,product_tiles,seed_terms,stored_weights,tile_weights,wave_sets,whole_power,winograd,winograd_taps}.wgsl',
    '!**/measure/*.wgsl',
    '!**/stats/value_histogram.wgsl',
    '!**/view/{lab_picture,weight_grid}.wgsl',
    '!**/winograd/*.wgsl',
  ],
  { query: '?raw', import: 'default', eager: true },
);

/** Shader sources of the first picture by path, e.g. `forward/dense.wgsl`. */
export const FIRST_SOURCES: ReadonlyMap<string, string> = byPath(files);

/** All shader sources by path. */
export async function allSources(): Promise<ReadonlyMap<string, string>> {
  return (await import('./late-sources.ts')).SHADER_SOURCES;
}
