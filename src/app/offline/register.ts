/** Gives the page its service worker. Knows nothing of what the worker does. */

const WORKER_FILE = 'sw.js';

/** Registers the worker of a build whose page lies at `base`. Without one the page works all the same, only not offline. */
export function registerOffline(base: URL): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  serviceWorker
    .register(new URL(WORKER_FILE, base))
    .then(() => serviceWorker.ready)
    .then(({ active }) => active?.postMessage(null))
    .catch(() => null);
}
