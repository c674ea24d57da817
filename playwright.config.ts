/** End-to-end tests: a served build of the studio in a real Chromium. */
import { defineConfig, devices } from '@playwright/test';
import { browserFlags, findBrowser } from './scripts/lib/browser.mjs';

const port = Number(process.env.KAWASEMI_E2E_PORT ?? 4199);
const address = `http://localhost:${port.toString()}`;
const executablePath = await findBrowser();

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // The software GPU takes all cores for one page.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  snapshotPathTemplate: '{testDir}/snapshots/{testFileName}/{arg}{ext}',
  use: {
    baseURL: address,
    locale: 'en-GB',
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: browserFlags(),
    },
  },
  projects: [
    {
      name: 'chromium-desktop',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } },
    },
  ],
  webServer: {
    command: `node scripts/start.mjs --port ${port.toString()} --strict --out .cache/e2e`,
    url: address,
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
