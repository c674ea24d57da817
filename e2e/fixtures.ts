/**
 * The `test` that every spec uses: it fails on any error in the page's console, any error thrown
 * in the page, and any request that leaves this machine. Knows no view.
 */
import { test as base, expect } from '@playwright/test';
import type { BrowserContext, ConsoleMessage, Page } from '@playwright/test';

/** Chromium tells of a broken WebGPU call in a warning. */
const GPU_WARNING =
  /While (calling|validating|encoding|initializing|finishing)|\[Invalid |parsing WGSL|out of memory/i;
const LOCAL_PROTOCOLS = new Set(['data:', 'blob:', 'about:', 'chrome:', 'chrome-extension:']);

function isLocal(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return LOCAL_PROTOCOLS.has(protocol) || hostname === 'localhost' || hostname === '127.0.0.1';
}

function consoleComplaint(message: ConsoleMessage): string | undefined {
  const text = message.text();
  const isBad =
    message.type() === 'error' || (message.type() === 'warning' && GPU_WARNING.test(text));
  return isBad ? `console ${message.type()}: ${text} (${message.location().url})` : undefined;
}

function watch(context: BrowserContext, complain: (complaint: string) => void): void {
  context.on('console', (message) => {
    const complaint = consoleComplaint(message);
    if (complaint !== undefined) complain(complaint);
  });
  context.on('weberror', (error) => {
    complain(`page error: ${error.error().message}`);
  });
  context.on('request', (request) => {
    if (!isLocal(request.url())) complain(`request left this machine: ${request.url()}`);
  });
  context.on('page', (page: Page) => {
    page.on('crash', () => {
      complain('the page crashed');
    });
  });
}

interface Options {
  /** Complaints that match this are part of the test, such as a picture that is refused. */
  expectedComplaints: RegExp | undefined;
}

interface Fixtures {
  /** Everything that went wrong in the page so far. */
  complaints: readonly string[];
}

export const test = base.extend<Options & Fixtures>({
  expectedComplaints: [undefined, { option: true }],
  complaints: [
    async ({ context, expectedComplaints }, use) => {
      const complaints: string[] = [];
      watch(context, (complaint) => complaints.push(complaint));
      await use(complaints);
      const unexpected = complaints.filter(
        (complaint) => expectedComplaints?.test(complaint) !== true,
      );
      expect(unexpected, 'errors in the page').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
