/** How shader files are named. */

/** Modules by their path below `shaders/`. */
export function byPath(modules: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(
    Object.entries(modules).map(([path, text]) => [path.replace(/^.*\/shaders\//, ''), text]),
  );
}
