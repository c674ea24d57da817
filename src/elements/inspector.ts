/** The panel of the unit comes after the first maps: a part of its own that the first load does without. */

/** Defines `<unit-panel>` and `<map-zoom>`. */
export async function loadInspector(): Promise<void> {
  await import('./views/inspector-parts.ts');
}
