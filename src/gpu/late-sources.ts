/** The text of every shader file; those of the first picture are there already. */
import { byPath } from './source-paths.ts';

const files: Record<string, string> = import.meta.glob('../../shaders/**/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Shader sources by path, e.g. `forward/dense.wgsl`. */
export const SHADER_SOURCES: ReadonlyMap<string, string> = byPath(files);
