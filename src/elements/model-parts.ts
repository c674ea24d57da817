/** The menu of networks and the strip of a transfer come when they are wanted: parts that the first load does without. */

/** Defines `<model-panel>` and `<transfer-strip>`. */
export async function loadModelParts(): Promise<void> {
  await Promise.all([import('./models/model-panel.ts'), import('./models/transfer-strip.ts')]);
}
