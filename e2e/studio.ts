/** How specs open the studio, talk to its console and look at its pixels. Knows no single view. */
import type { Locator, Page } from '@playwright/test';
import { PNG } from 'pngjs';
import type { StudioApi } from '../src/app/script-types.ts';

declare global {
  var studio: StudioApi;
}

/**
 * Opens the page and waits until the first maps are drawn. Convolutions are not measured, which would take time and
 * launch kernels that a spec may count, unless the path says something about it.
 */
export async function openStudio(page: Page, path = '/'): Promise<void> {
  await page.goto(path.includes('?tune=') ? path : path.replace(/(?=#)|$/, '?tune=off'));
  await page.evaluate(() => globalThis.studio.ready);
}

/** Launches so far of the kernels whose name contains `part`. */
export async function launchesOf(page: Page, part: string): Promise<number> {
  const { dispatches } = await page.evaluate(() => globalThis.studio.stats());
  return Object.entries(dispatches)
    .filter(([name]) => name.includes(part))
    .reduce((sum, [, count]) => sum + count, 0);
}

/** The largest activation of a layer, and where it is. */
export async function summaryOf(
  page: Page,
  layer: string,
): Promise<{ shape: readonly number[]; max: number; sum: number }> {
  return page.evaluate(async (name) => {
    const { shape, data } = await globalThis.studio.activations(name);
    let max = -Infinity;
    let sum = 0;
    for (const value of data) {
      max = Math.max(max, value);
      sum += value;
    }
    return { shape, max, sum };
  }, layer);
}

/** What is on screen in a place, as pixels. */
export async function pixelsOf(place: Locator): Promise<PNG> {
  return PNG.sync.read(await place.screenshot());
}

/** RGB at a point of a picture. */
export function colourAt(png: PNG, x: number, y: number): [number, number, number] {
  const offset = (Math.round(y) * png.width + Math.round(x)) * 4;
  return [png.data[offset] ?? 0, png.data[offset + 1] ?? 0, png.data[offset + 2] ?? 0];
}

/** Number of different colours in a picture, a sign that something is drawn. */
export function countColours(png: PNG): number {
  const seen = new Set<number>();
  for (let offset = 0; offset < png.data.length; offset += 4)
    seen.add(png.data.readUInt32BE(offset));
  return seen.size;
}
