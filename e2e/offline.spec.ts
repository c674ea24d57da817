/** Without a network: the page that was opened once opens again, in one version and whole. */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import type { BuildList } from '../src/app/offline/build-list.ts';
import { expect, test } from './fixtures.ts';
import { serveFolder } from './folder-server.ts';
import type { FolderServer } from './folder-server.ts';
import { countColours, launchesOf, openStudio, pixelsOf, summaryOf } from './studio.ts';

// The browser tells of every request that found no network.
test.use({ serviceWorkers: 'allow', expectedComplaints: /net::ERR_/ });

/** Resolves when a worker answers for this page and has what it needs. */
async function workerIsThere(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** Where the worker of a newer version is that waits for the pages of the old one to go. */
async function stateOfNext(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return registration?.waiting?.state ?? 'none';
  });
}

async function keptPaths(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys())
        paths.push(new URL(url).pathname);
    }
    return paths;
  });
}

/** Maps are on screen, and a picture can be chosen. */
async function expectWorking(page: Page, sample: string): Promise<void> {
  expect(await launchesOf(page, 'convolution')).toBeGreaterThanOrEqual(13);
  await page.evaluate((id) => globalThis.studio.setPicture(`samples/${id}.jpg`), sample);
  const { shape, max } = await summaryOf(page, 'block3_conv2');
  expect(shape).toEqual([64, 32, 32]);
  expect(max).toBeGreaterThan(0);
  await page.evaluate(() => globalThis.studio.painted());
  expect(countColours(await pixelsOf(page.locator('layer-grid canvas')))).toBeGreaterThan(50);
}

test('opens again without network, with its network and its pictures', async ({
  page,
  context,
}) => {
  await openStudio(page);
  await workerIsThere(page);
  const { outDir } = test.info().config.metadata as { outDir: string };
  const { files } = buildListOf(resolve(outDir));
  expect(files.length).toBeGreaterThan(50);
  // What is large comes last.
  await expect.poll(async () => (await keptPaths(page)).length).toBe(files.length);

  await context.setOffline(true);
  await expect(page.evaluate(() => fetch('README.md'))).rejects.toThrow('fetch');
  await page.reload();
  await page.evaluate(() => globalThis.studio.ready);
  await expectWorking(page, 'dandelion');
  await expect(page.locator('input-picture img, input-picture canvas').first()).toBeVisible();
});

test('leaves ranges, other addresses and unknown files to the browser', async ({ page }) => {
  await openStudio(page);
  await workerIsThere(page);
  const statuses = await page.evaluate(async () => {
    const range = await fetch('kawasemi-mini.safetensors', { headers: { Range: 'bytes=8-15' } });
    return { range: range.status, bytes: (await range.arrayBuffer()).byteLength };
  });
  expect(statuses).toEqual({ range: 206, bytes: 8 });
  const kept = await keptPaths(page);
  expect(kept.filter((path) => /\.map$|\.md$|^\/local\//.test(path))).toEqual([]);
});

test.describe('in a folder of a server that changes and goes away', () => {
  let home: string;
  let server: FolderServer;

  test.beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'kawasemi-offline-'));
    const { outDir } = test.info().config.metadata as { outDir: string };
    cpSync(resolve(outDir), join(home, 'old'), { recursive: true });
    cpSync(resolve(outDir), join(home, 'new'), { recursive: true });
    server = await serveFolder(join(home, 'old'), '/some/folder/');
  });
  test.afterEach(async () => {
    await server.stop();
    rmSync(home, { recursive: true });
  });

  test('takes over a new version whole, and keeps the old one for its pages until then', async ({
    context,
    page,
  }) => {
    test.slow();
    const gone = makeNewVersion(join(home, 'new'));
    await openStudio(page, server.address);
    await workerIsThere(page);
    server.folder = join(home, 'new');

    // The old page goes on with old files, though the server has them no more.
    expect(await fetch(server.address + gone)).toMatchObject({ status: 404 });
    const parts = await page.evaluate(
      async (path) => Object.keys((await import(path)) as object).length,
      server.address + gone,
    );
    expect(parts).toBeGreaterThan(0);

    // A page opened now is the new one; its worker waits for the old page to go.
    const second = await context.newPage();
    await openStudio(second, server.address);
    await expect(second.locator('html')).toHaveAttribute('data-version', 'new');
    await expect.poll(() => stateOfNext(second)).toBe('installed');
    expect(await second.evaluate(() => caches.keys())).toHaveLength(2);
    await page.close();
    await second.close();

    // Nobody is left from before: the new worker alone, and then no server.
    await expect(async () => {
      const third = await context.newPage();
      await third.goto(server.address);
      const names = await third.evaluate(() => caches.keys());
      await third.close();
      expect(names).toHaveLength(1);
    }).toPass();
    await server.stop();
    const last = await context.newPage();
    await openStudio(last, server.address);
    await expect(last.locator('html')).toHaveAttribute('data-version', 'new');
    expect(await keptPaths(last)).not.toContain(new URL(server.address + gone).pathname);
  });
});

function buildListOf(folder: string): BuildList {
  const worker = readFileSync(join(folder, 'sw.js'), 'utf8');
  const [list = ''] = /\{"version".*?\]\}/s.exec(worker) ?? [];
  return JSON.parse(list) as BuildList;
}

/** Changes the page, takes one chunk away, and tells the worker so. Gives the path of the chunk. */
function makeNewVersion(folder: string): string {
  const page = join(folder, 'index.html');
  const html = readFileSync(page, 'utf8').replace('<html', '<html data-version="new"');
  writeFileSync(page, html);
  const list = buildListOf(folder);
  const gone = list.files.find(({ path }) => path.includes('/layer-weights-'));
  if (!gone) throw new Error('the build has no such chunk');
  rmSync(join(folder, gone.path));
  const files = list.files
    .filter((file) => file !== gone)
    .map((file) =>
      file.path === 'index.html'
        ? { ...file, sha256: createHash('sha256').update(html).digest('hex') }
        : file,
    );
  const worker = join(folder, 'sw.js');
  const text = readFileSync(worker, 'utf8').replace(
    JSON.stringify(list),
    JSON.stringify({ version: 'new', files }),
  );
  writeFileSync(worker, text);
  return gone.path;
}
