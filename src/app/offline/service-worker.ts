/**
 * The service worker: events in, the store's answers out. A build of its own file, `sw.js` beside the page; it must import
 * nothing that the page imports too, or it would no longer be one file. A new version waits until no page of the old one is open.
 */
import type { BuildList } from './build-list.ts';
import { OfflineStore } from './offline-store.ts';

/** What is used here of a worker's scope; the page's types do not know it. */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface RequestEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(
    type: 'install' | 'activate' | 'message',
    listener: (event: WorkerEvent) => void,
  ): void;
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void;
}

/** Put here by the build. */
declare const KAWASEMI_BUILD: BuildList;

const worker = self as unknown as WorkerScope;
const store = new OfflineStore({
  build: KAWASEMI_BUILD,
  scope: new URL(worker.registration.scope),
  caches,
  fetch: (request, init) => fetch(request, init),
  now: () => performance.now(),
});

worker.addEventListener('install', (event) => {
  event.waitUntil(store.fill());
});
worker.addEventListener('activate', (event) => {
  event.waitUntil(store.dropOthers().then(() => worker.clients.claim()));
});
// The page says that it has nothing more urgent to fetch.
worker.addEventListener('message', (event) => {
  event.waitUntil(store.fillLate());
});
worker.addEventListener('fetch', (event) => {
  const answer = store.answer(event.request);
  if (answer) event.respondWith(answer);
});
