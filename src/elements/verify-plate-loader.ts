/** The dialog of the proof comes when it is wanted: a part of its own that the first load does without. */

/** Defines `<verify-plate>`, which `show()` opens. */
export async function loadVerifyPlate(): Promise<void> {
  await import('./views/verify-plate.ts');
}
