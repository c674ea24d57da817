/** Pictures from everywhere, good and bad. A bad one leaves the maps as they were and says why. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PNG } from 'pngjs';
import type { Page, Route } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openStudio, summaryOf } from './studio.ts';

const LAYER = 'block2_conv2';

/** A PNG of one colour. */
function plainPng(width: number, height: number, [red, green, blue]: readonly number[]): Buffer {
  const png = new PNG({ width, height });
  for (let offset = 0; offset < png.data.length; offset += 4) {
    png.data.set([red ?? 0, green ?? 0, blue ?? 0, 255], offset);
  }
  return PNG.sync.write(png);
}

/** A GIF of `frames` black frames, one pixel each. */
function gif(frames: number): Buffer {
  const frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
  const header = [...Buffer.from('GIF89a'), 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
  return Buffer.from([...header, ...Array.from({ length: frames }, () => frame).flat(), 0x3b]);
}

async function chooseFile(
  page: Page,
  name: string,
  mimeType: string,
  buffer: Buffer,
): Promise<void> {
  await page.locator('input[type="file"]').first().setInputFiles({ name, mimeType, buffer });
}

/** Runs `act` and waits until another picture has been computed. */
async function nextPicture(page: Page, act: () => Promise<unknown>): Promise<void> {
  const { frames } = await page.evaluate(() => globalThis.studio.stats());
  await act();
  await page.waitForFunction((before) => globalThis.studio.stats().frames > before, frames);
}

test('a file from the dialog', async ({ page }) => {
  await openStudio(page);
  const before = await summaryOf(page, LAYER);
  await nextPicture(page, () =>
    chooseFile(page, 'red.png', 'image/png', plainPng(300, 200, [200, 30, 30])),
  );
  const after = await summaryOf(page, LAYER);
  expect(after.shape).toEqual(before.shape);
  expect(after.sum).not.toBeCloseTo(before.sum, 0);
});

test('a sample from the menu, with its credit', async ({ page }) => {
  await openStudio(page);
  await page.getByRole('button', { name: 'Picture' }).first().click();
  const cat = page.getByRole('button', { name: /Stefan van der Walt/ });
  await nextPicture(page, () => cat.click());
  await expect(page.locator('input-picture').filter({ visible: true })).toContainText(
    'Stefan van der Walt',
  );
});

test('dropped and pasted files', async ({ page }) => {
  await openStudio(page);
  for (const kind of ['drop', 'paste'] as const) {
    const bytes = [...plainPng(64, 64, kind === 'drop' ? [20, 200, 40] : [30, 60, 220])];
    const before = await summaryOf(page, LAYER);
    await nextPicture(page, () =>
      page.evaluate(
        ({ kind: name, bytes: content }) => {
          const transfer = new DataTransfer();
          transfer.items.add(
            new File([new Uint8Array(content)], 'plain.png', { type: 'image/png' }),
          );
          const options = { bubbles: true, cancelable: true, composed: true };
          const event =
            name === 'drop'
              ? new DragEvent('drop', { ...options, dataTransfer: transfer })
              : new ClipboardEvent('paste', { ...options, clipboardData: transfer });
          document.body.dispatchEvent(event);
        },
        { kind, bytes },
      ),
    );
    const after = await summaryOf(page, LAYER);
    expect(after.sum, kind).not.toBeCloseTo(before.sum, 0);
  }
});

test('an address typed into the menu', async ({ page }) => {
  await openStudio(page);
  await page.getByRole('button', { name: 'Picture' }).first().click();
  const address = await page.evaluate(() => new URL('samples/rocket.jpg', location.href).href);
  await page.locator('picture-menu input[type="url"]').fill(address);
  await nextPicture(page, () => page.keyboard.press('Enter'));
  await expect(page.locator('notice-banner')).not.toContainText(/\S/);
});

test('transparent pixels count as white', async ({ page }) => {
  await openStudio(page);
  const clear = new PNG({ width: 40, height: 40 });
  await nextPicture(page, () => chooseFile(page, 'clear.png', 'image/png', PNG.sync.write(clear)));
  const transparent = await summaryOf(page, 'input');
  await nextPicture(page, () =>
    chooseFile(page, 'white.png', 'image/png', plainPng(40, 40, [255, 255, 255])),
  );
  expect(transparent.sum).toBeCloseTo((await summaryOf(page, 'input')).sum, 3);
});

test('an animated picture shows its first frame and says so', async ({ page }) => {
  await openStudio(page);
  await nextPicture(page, () => chooseFile(page, 'moving.gif', 'image/gif', gif(3)));
  await expect(page.locator('notice-banner')).toContainText(/first frame/i);
  await nextPicture(page, () => chooseFile(page, 'still.gif', 'image/gif', gif(1)));
  await expect(page.locator('notice-banner')).not.toContainText(/first frame/i);
});

test.describe('bad pictures', () => {
  test.use({ expectedComplaints: /Failed to load resource|CORS|net::ERR/ });

  const truncated = plainPng(500, 500, [1, 2, 3]).subarray(0, 60);
  const huge = plainPng(8, 8, [1, 2, 3]);
  huge.writeUInt32BE(60_000, 16);
  huge.writeUInt32BE(60_000, 20);
  const FILES: readonly [string, string, Buffer, RegExp][] = [
    ['notes.txt', 'text/plain', Buffer.from('This is not a picture at all.'), /notes\.txt/],
    ['page.png', 'image/png', Buffer.from('<!doctype html><title>hello</title>'), /page\.png/],
    ['empty.png', 'image/png', Buffer.alloc(0), /no pixels/],
    ['broken.png', 'image/png', truncated, /broken\.png/],
    ['huge.png', 'image/png', huge, /60,?000/],
  ];

  for (const [name, type, bytes, message] of FILES) {
    test(`${name} is refused`, async ({ page }) => {
      await openStudio(page);
      const before = await summaryOf(page, LAYER);
      await chooseFile(page, name, type, bytes);
      await expect(page.locator('notice-banner')).toContainText(message);
      expect(await summaryOf(page, LAYER)).toEqual(before);
    });
  }

  const ADDRESSES: readonly [string, string, (route: Route) => Promise<void>, RegExp][] = [
    ['is missing', '404.png', (route) => route.fulfill({ status: 404, body: 'gone' }), /404/],
    ['does not answer', 'dead.png', (route) => route.abort('connectionrefused'), /dead\.png/],
  ];

  for (const [what, file, answer, message] of ADDRESSES) {
    test(`an address that ${what} is told`, async ({ page }) => {
      await openStudio(page);
      await page.route(`**/${file}`, answer);
      const before = await summaryOf(page, LAYER);
      await page.getByRole('button', { name: 'Picture' }).first().click();
      const field = page.locator('picture-menu input[type="url"]');
      await field.fill(await page.evaluate((name) => new URL(name, location.href).href, file));
      await field.press('Enter');
      await expect(page.locator('notice-banner')).toContainText(message);
      expect(await summaryOf(page, LAYER)).toEqual(before);
    });
  }

  test('an address of another site that forbids it is explained', async ({ page }) => {
    // Another port is another site; this one gives pictures, but not to other sites' pages.
    const other = createServer((_, response) => {
      response.setHeader('content-type', 'image/png').end(plainPng(9, 9, [1, 2, 3]));
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await openStudio(page);
    const before = await summaryOf(page, LAYER);
    await page.getByRole('button', { name: 'Picture' }).first().click();
    const field = page.locator('picture-menu input[type="url"]');
    await field.fill(`http://127.0.0.1:${String(port)}/bird.png`);
    await field.press('Enter');
    await expect(page.locator('notice-banner')).toContainText(/CORS/);
    expect(await summaryOf(page, LAYER)).toEqual(before);
    other.close();
  });
});

test('a script may give a tensor in network space, and it is taken as it is', async ({ page }) => {
  await openStudio(page);
  const same = await page.evaluate(async () => {
    const shape = [3, 96, 64] as const;
    const data = Float32Array.from({ length: 3 * 96 * 64 }, (_, i) => Math.sin(i) * 2);
    await globalThis.studio.setPicture({ shape, data });
    const input = await globalThis.studio.activations('input');
    const last = await globalThis.studio.activations('block5_pool');
    return {
      equal: input.data.every((v, i) => v === data[i]),
      shape: input.shape,
      last: last.shape,
    };
  });
  expect(same).toEqual({ equal: true, shape: [3, 96, 64], last: [128, 3, 2] });
  await page.evaluate(() => globalThis.studio.setPicture('samples/cat.jpg'));
  expect((await summaryOf(page, 'input')).shape).toEqual([3, 128, 128]);
});

test('two hundred pictures leave no bytes behind', async ({ page }) => {
  test.setTimeout(240_000);
  await openStudio(page);
  // The smallest input: what is asked is what stays behind, not how long it takes.
  await page
    .getByLabel(/input size/i)
    .first()
    .selectOption('64');
  await expect
    .poll(() => page.evaluate(() => globalThis.studio.layers()[1]?.shape))
    .toEqual([16, 64, 64]);
  const bytes = await page.evaluate(async () => {
    const { studio } = globalThis;
    const draw = async (index: number): Promise<ImageBitmap> => {
      const canvas = new OffscreenCanvas(64 + (index % 7) * 40, 64 + (index % 5) * 60);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no 2d context');
      context.fillStyle = `hsl(${String(index * 17)} 80% 50%)`;
      context.fillRect(index % 50, 0, canvas.width / 2, canvas.height);
      return createImageBitmap(canvas);
    };
    // Until this resolves, the change of size is still under way.
    await studio.select({ layer: 'block1_conv2' });
    await studio.setPicture(await draw(0));
    const first = studio.stats().bytes;
    for (let index = 1; index < 200; index += 1) await studio.setPicture(await draw(index));
    return { first, last: studio.stats().bytes };
  });
  expect(bytes.last).toBe(bytes.first);
});
