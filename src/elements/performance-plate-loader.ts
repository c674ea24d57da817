/** The page of the performance comes when it is wanted: a part of its own that the first load does without. */

/** Defines `<performance-plate>`, which is open as long as it is there. */
export async function loadPerformancePlate(): Promise<void> {
  await import('./performance/performance-plate.ts');
}
