/** The labs come when they are wanted: a part of its own that the first load does without. */

/** Defines `<lab-host>`, which is open as long as it is there. */
export async function loadLabHost(): Promise<void> {
  await import('./labs/index.ts');
}
