/** A served build and a browser for the benchmarks that need them. */
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { browserFlags, ensureBrowser } from '../../scripts/lib/browser.mjs';

const PORT = 4187;

/**
 * Builds, serves, opens a browser, and closes everything behind `work`.
 * @param {(browser: import('playwright').Browser, address: string) => Promise<void>} work
 */
export async function withStudio(work) {
  const executablePath = await ensureBrowser();
  // Nothing of this machine's own in what is measured.
  process.env.KAWASEMI_LOCAL_MODELS = 'off';
  await build({ logLevel: 'warn', build: { outDir: '.cache/bench', emptyOutDir: true } });
  const server = await preview({
    logLevel: 'warn',
    build: { outDir: '.cache/bench' },
    preview: { host: 'localhost', port: PORT },
  });
  const [address] = server.resolvedUrls?.local ?? [];
  if (!address) throw new Error('The server has no address.');
  const browser = await chromium.launch({ executablePath, args: browserFlags() });
  try {
    await work(browser, address);
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * @param {readonly number[]} sorted smallest first
 * @param {number} share 0..1
 */
export function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
