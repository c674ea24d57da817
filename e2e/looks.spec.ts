/** The page at every size, in both themes and languages: nothing cut off, nothing that a reader cannot read. */
import type { Page } from '@playwright/test';
import { findingsOf } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openStudio } from './studio.ts';

const SIZES = [
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1300 },
] as const;

for (const viewport of SIZES) {
  test.describe(`${String(viewport.width)} px wide`, () => {
    test.use({ viewport });
    test('nothing is cut off', async ({ page }) => {
      await openStudio(page);
      const widths = await page.evaluate(() => ({
        content: document.documentElement.scrollWidth,
        window: innerWidth,
      }));
      expect(widths.content).toBeLessThanOrEqual(widths.window);
      for (const place of [
        'layer-grid canvas',
        'score-list',
        'layer-header',
        'map-legend',
        'input-picture',
      ]) {
        await expect(page.locator(place).filter({ visible: true }).first(), place).toBeVisible();
      }
    });
  });
}

const EXPLORED = '/#/?layer=block3_conv2&unit=1,16,19&pins=block1_conv2:11,60,60';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const locale of ['en-GB', 'ja-JP']) {
    test.describe(`${colorScheme}, ${locale}`, () => {
      test.use({ colorScheme, locale });
      test('is accessible', async ({ page }) => {
        await openStudio(page, EXPLORED);
        await expect(page.locator('unit-terms li').first()).toBeVisible();
        expect(await findingsOf(page)).toEqual([]);
      });
    });
  }
}

test('every place of the explorer is accessible', async ({ page }) => {
  await openStudio(page, `${EXPLORED}&beside=1`);
  await page.keyboard.press('?');
  expect(await findingsOf(page), 'help').toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('+');
  await expect(page.locator('map-zoom')).toBeVisible();
  expect(await findingsOf(page), 'enlarged').toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator('take-menu ui-popover button').first().click();
  await expect(page.locator('take-list')).toBeVisible();
  expect(await findingsOf(page), 'menu').toEqual([]);
  await page.getByRole('button', { name: /Feature vector/ }).click();
  await expect(page.locator('feature-vector')).toContainText('numbers');
  expect(await findingsOf(page), 'vector').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Weights', exact: true }).click();
  await expect(page.locator('layer-weights')).toContainText('36,864');
  expect(await findingsOf(page), 'weights').toEqual([]);
  await page.getByRole('button', { name: /^Network: / }).click();
  await page.getByRole('button', { name: /Keras/ }).first().click();
  await expect(page.locator('model-row code')).toContainText('npm run weights -- vgg16-keras');
  await page.getByRole('button', { name: 'About VGG-16', exact: true }).click();
  await expect(page.locator('model-row dl')).toContainText('BSD-3-Clause');
  expect(await findingsOf(page), 'networks').toEqual([]);
});

test('the menu of networks says size and server before anything is fetched', async ({ page }) => {
  await openStudio(page);
  await page.getByRole('button', { name: /^Network: Kawasemi-mini/ }).press('Enter');
  const row = page.getByRole('button', { name: /^VGG-16 138,357,544/ });
  await expect(row).toContainText('58.9 MB from huggingface.co');
  await page.getByRole('button', { name: /^Kawasemi-mini shown/ }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(row).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(row).toBeHidden();
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  /** Controls smaller than 40 px that a finger should hit; words inside of a sentence are no targets. */
  const smallTargets = (page: Page): Promise<string[]> =>
    page.evaluate(() => {
      const LEAST = 40;
      const found: string[] = [];
      const visit = (root: Document | ShadowRoot): void => {
        for (const element of root.querySelectorAll<HTMLElement>('*')) {
          if (element.shadowRoot) visit(element.shadowRoot);
          if (
            !element.matches('button, select, input, summary, a, [role="slider"], [role="option"]')
          )
            continue;
          if (root instanceof ShadowRoot && root.host.localName === 'field-term') continue;
          if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
          const target = element.closest('label') ?? element;
          const { width, height } = target.getBoundingClientRect();
          if (width === 0 || height === 0) continue;
          if (Math.min(width, height) >= LEAST - 0.5) continue;
          const host = root instanceof ShadowRoot ? root.host.localName : 'page';
          found.push(`${host} ${element.localName} ${element.className}: ${width} x ${height}`);
        }
      };
      visit(document);
      return found;
    });

  test('targets are large enough, and nothing is inaccessible', async ({ page }) => {
    await openStudio(page, EXPLORED);
    await expect(page.locator('unit-bar')).toContainText('block3_conv2');
    expect(await smallTargets(page), 'closed sheet').toEqual([]);
    expect(await findingsOf(page), 'closed sheet').toEqual([]);
    await page.locator('unit-bar button').tap();
    await page.getByText('How was this number made?').tap();
    await expect(page.locator('unit-terms li').first()).toBeVisible();
    expect(await smallTargets(page), 'open sheet').toEqual([]);
    expect(await findingsOf(page), 'open sheet').toEqual([]);
    await page.locator('unit-bar button').tap();
    await page.getByRole('button', { name: 'Weights', exact: true }).tap();
    await expect(page.locator('layer-weights')).toContainText('36,864');
    expect(await smallTargets(page), 'weights').toEqual([]);
    expect(await findingsOf(page), 'weights').toEqual([]);
    await page.getByRole('button', { name: /^Network: / }).tap();
    await page.getByRole('button', { name: /Keras/ }).first().tap();
    await page.getByRole('button', { name: 'About VGG-19', exact: true }).tap();
    await expect(page.locator('model-row dl')).toBeVisible();
    expect(await smallTargets(page), 'networks').toEqual([]);
    expect(await findingsOf(page), 'networks').toEqual([]);
  });

  test('the bar of the unit says everything whole', async ({ page }) => {
    await openStudio(page);
    await expect(page.locator('unit-bar')).toContainText('block1_conv2');
    await page.evaluate(() =>
      globalThis.studio.select({ layer: 'block1_conv2', channel: 11, y: 120, x: 117 }),
    );
    await expect(page.locator('unit-bar')).toContainText('row 120, column 117');
    const cut = await page
      .locator('unit-bar .names > *, unit-bar .reading > *')
      .evaluateAll(
        (all) =>
          all.filter((one) => one.scrollWidth > one.clientWidth && one.clientWidth > 0).length,
      );
    expect(cut).toBe(0);
  });
});

test('the theme can be chosen and is kept', async ({ page }) => {
  await openStudio(page);
  const ground = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const before = await ground();
  await page.evaluate(() => localStorage.setItem('kawasemi.theme', 'light'));
  await page.reload();
  await page.evaluate(() => globalThis.studio.ready);
  const light = await ground();
  await page.evaluate(() => localStorage.setItem('kawasemi.theme', 'dark'));
  await page.reload();
  await page.evaluate(() => globalThis.studio.ready);
  expect(await ground()).not.toBe(light);
  expect([light, await ground()]).toContain(before);
});
