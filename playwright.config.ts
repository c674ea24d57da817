/** End-to-end tests: a served build of the studio in a real Chromium. */
import { defineConfig, devices } from '@playwright/test';
import { browserFlags, findBrowser } from './scripts/lib/browser.mjs';

const port = Number(process.env.KAWASEMI_E2E_PORT ?? 4199);
const address = `http://localhost:${port.toString()}`;
/** Runs on different ports may go on side by side. */
const outDir = `.cache/e2e-${port.toString()}`;
const executablePath = await findBrowser();

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  metadata: { outDir },
  // The software GPU takes all cores for one page.
  workers: 1,
  // What fails once and then passes counts as passed, and is listed by name and reason: a matter to look into.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  snapshotPathTemplate: '{testDir}/snapshots/{testFileName}/{arg}{ext}',
  use: {
    baseURL: address,
    locale: 'en-GB',
    trace: 'off',
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // A camera that every machine has.
      args: [...browserFlags(), '--use-fake-device-for-media-stream'],
    },
  },
  projects: [
    {
      name: 'chromium-desktop',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } },
    },
  ],
  webServer: {
    command: `node scripts/start.mjs --port ${port.toString()} --strict --out ${outDir}`,
    // What a machine has of its own must not change a test.
    env: { KAWASEMI_LOCAL_MODELS: 'off' },
    url: address,
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
