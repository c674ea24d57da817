/** Networks from files that a person has: dropped or chosen, real, small in three formats, and none at all. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { sharedFiles, sharedPath } from '../src/network/testing/shared-data.ts';
import type { Reference } from '../src/network/index.ts';
import { expect, test } from './fixtures.ts';
import { openStudio } from './studio.ts';
import { smallFiles } from './weights-files.ts';
import { expectMini, lastLayer } from './weights-page.ts';

/** The page runs large networks by Winograd, partly with weights in 16 bits: up to 1.7e-4 in VGG-19, direct kernels 1.3e-6. */
const WINOGRAD = 5e-4;

const VGG19 = ['models/vgg19-conv.safetensors', 'reference/vgg19-kingfisher.json'] as const;
const { missing, note } = sharedFiles(...VGG19, 'reference/kingfisher-224.png');

test(`VGG-19 dropped onto the page equals PyTorch${note}`, async ({ page }) => {
  // ImageNet's weights may not be shipped with the project: without them this is skipped, and the note names the missing file.
  test.skip(missing, note);
  test.setTimeout(180_000);
  await openStudio(page);
  const picture = readFileSync(sharedPath('reference/kingfisher-224.png')).toString('base64');
  await page.evaluate(async (png) => {
    const blob = await (await fetch(`data:image/png;base64,${png}`)).blob();
    await globalThis.studio.setPicture(blob);
  }, picture);
  await page.getByRole('button', { name: /^Network:/ }).click();
  await page.locator('model-panel input[type="file"]').setInputFiles(sharedPath(VGG19[0]));
  await expect
    .poll(() => page.evaluate(() => globalThis.studio.layers().length), { timeout: 120_000 })
    .toBe(22);
  await expect(page.locator('transfer-strip .strip')).toHaveCount(0, { timeout: 120_000 });
  const { layers } = JSON.parse(readFileSync(sharedPath(VGG19[1]), 'utf8')) as {
    layers: Reference;
  };
  for (const [name, { samples = [], max = 1 }] of Object.entries(layers)) {
    const found = await page.evaluate(
      async ({ layer, places }) => {
        const { shape, data } = await globalThis.studio.activations(layer);
        return places.map(([c, y, x]) => data[(c * shape[1] + y) * shape[2] + x] ?? NaN);
      },
      { layer: name, places: samples.map(([c, y, x]) => [c, y, x] as const) },
    );
    samples.forEach(([, , , value], i) => {
      expect(Math.abs((found[i] ?? NaN) - value) / max, name).toBeLessThan(WINOGRAD);
    });
  }
});

/** Lets a file fall onto the page. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const data = await page.evaluateHandle(
    async ({ file, base64 }) => {
      const blob = await (await fetch(`data:application/octet-stream;base64,${base64}`)).blob();
      const transfer = new DataTransfer();
      transfer.items.add(new File([blob], file));
      return transfer;
    },
    { file: name, base64: Buffer.from(bytes).toString('base64') },
  );
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
  await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

test('the same network from .h5, .npz and .safetensors computes the same', async ({ page }) => {
  await openStudio(page);
  const found: number[][] = [];
  for (const [name, bytes] of await smallFiles()) {
    await drop(page, name, bytes);
    await expect(page.getByRole('button', { name: `Network: ${name}` })).toBeVisible();
    await expect(page.locator('transfer-strip .strip')).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveText('');
    await expect.poll(() => lastLayer(page)).toBe('predictions');
    found.push(
      await page.evaluate(async () => {
        const conv = await globalThis.studio.activations('block5_conv3');
        const logits = await globalThis.studio.activations('logits');
        return [...conv.data, ...logits.data];
      }),
    );
  }
  const [first = []] = found;
  const largest = Math.max(...first.map(Math.abs));
  expect(largest).toBeGreaterThan(0);
  for (const other of found.slice(1)) {
    const worst = Math.max(...other.map((value, i) => Math.abs(value - (first[i] ?? NaN))));
    expect(worst / largest).toBeLessThan(1e-6);
  }
});

test.describe('a file that is no network', () => {
  for (const [name, bytes, words] of [
    ['model.pt', '\x80\x02}q\x00', /PyTorch/i],
    ['notes.safetensors', 'these are only some words about a network', /header|safetensors/i],
    ['empty.safetensors', '', /empty|no bytes/i],
  ] as const) {
    test(`${name} is refused in words, and the network before stays`, async ({ page }) => {
      await openStudio(page);
      await page.getByRole('button', { name: /^Network:/ }).click();
      await page.locator('model-panel input[type="file"]').setInputFiles({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(bytes, 'latin1'),
      });
      await expect(page.getByRole('alert')).toContainText(words);
      await expectMini(page);
    });
  }
});
