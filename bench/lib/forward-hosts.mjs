/**
 * Where contenders run: each team in a page of its own of one browser, or ours in this very Node. Both are used alike: a
 * host is asked for a method of `Course` with plain values. Knows no contender.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import { browserFlags, ensureBrowser } from '../../scripts/lib/browser.mjs';
import { bundleForScript } from '../../scripts/lib/bundle.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { serveBench } from './site.mjs';

/**
 * @typedef {object} Host
 * @property {import('../forward/driven.ts').Ask} ask
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} Hosts
 * @property {string} program what runs it, with its version
 * @property {(team: string) => Promise<Host>} open
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Hosts>} */
export async function openBrowser() {
  const executablePath = await ensureBrowser();
  const site = await serveBench('forward');
  const browser = await chromium.launch({ executablePath, args: browserFlags() });
  const context = await browser.newContext();
  return {
    program: `Chromium ${browser.version()}`,
    open: async (team) => {
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(`  ${team}: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') console.error(`  ${team}: ${message.text()}`);
      });
      await page.goto(site.address);
      await page.waitForFunction(() => 'bench' in globalThis);
      return {
        ask: (object, method, ...values) =>
          page.evaluate(
            ([name, call, given]) => Reflect.get(globalThis, name)[call](...given),
            /** @type {[string, string, unknown[]]} */ ([object, method, values]),
          ),
        close: () => page.close(),
      };
    },
    close: async () => {
      await browser.close();
      await site.close();
    },
  };
}

/** @returns {Promise<Hosts>} */
export async function openNode() {
  const bundle = await bundleForScript('bench/forward/node-main.ts');
  const { openNodeBench } = await import(pathToFileURL(bundle).href);
  const opened = await openNodeBench(join(root, 'weights', 'kawasemi-mini.safetensors'));
  return {
    program: `Node ${process.versions.node} on Dawn`,
    open: () =>
      Promise.resolve({
        ask: (object, method, ...values) => opened[object][method](...values),
        close: () => Promise.resolve(),
      }),
    close: () => Promise.resolve(),
  };
}
