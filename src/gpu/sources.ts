/** The text of every shader file, by its path below `shaders/`. The only importer of `.wgsl` files. */

const files: Record<string, string> = import.meta.glob('../../shaders/**/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Shader sources by path, e.g. `forward/dense.wgsl`. */
export const SHADER_SOURCES: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, text]) => [path.replace(/^.*\/shaders\//, ''), text]),
);
