/**
 * Puts the studio together: opens the GPU, reads what comes with the page, makes the one session and hands it to the
 * elements. The only place that knows all parts.
 */
import { GpuUnavailableError, StudioError, messageOf } from '../base/index.ts';
import { Gpu } from '../gpu/index.ts';
import { loadMessages } from '../i18n/index.ts';
import { ModelLibrary, Preferences, Session, loadSamples } from '../session/index.ts';
import { syncLink } from './link-sync.ts';
import { registerOffline } from './offline/register.ts';
import { StudioApp } from './studio-app.ts';
import { createStudioApi } from './studio-api.ts';
import type { OpenStudio, StudioApi } from './script-types.ts';

declare global {
  var studio: StudioApi;
}

function storage(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

/** `?tune=off` keeps the plan that convolutions start with, for those who compare. */
function wantsTuning(): boolean {
  return new URLSearchParams(location.search).get('tune') !== 'off';
}

const base = new URL(import.meta.env.BASE_URL, document.baseURI);

async function open(): Promise<OpenStudio> {
  const [gpu, library, samples] = await Promise.all([
    Gpu.open(),
    ModelLibrary.open(base),
    loadSamples(base),
  ]);
  return { gpu, session: new Session({ gpu, library, samples, tunes: wantsTuning() }) };
}

function showApp({ session }: OpenStudio, preferences: Preferences): void {
  const app = document.querySelector('studio-app') ?? new StudioApp();
  app.session = session;
  app.preferences = preferences;
  if (!app.isConnected) document.body.append(app);
}

/** Loaded only where it is needed. */
async function showObstacle(error: unknown, preferences: Preferences): Promise<void> {
  const [{ showUnsupported }] = await Promise.all([import('./unsupported.ts'), words]);
  const obstacle =
    error instanceof StudioError
      ? error
      : { code: 'unknown', values: { detail: messageOf(error) } };
  showUnsupported(obstacle, preferences);
}

const preferences = new Preferences(storage(), navigator.languages);
const words = loadMessages(preferences.language.value);
const opened = open();
const ready = opened.then(async (studio) => {
  await words;
  showApp(studio, preferences);
  await studio.session.start(location.hash);
  const notice = studio.session.notice.peek();
  if (notice?.severity === 'error' && studio.session.progress.frames === 0) {
    throw new GpuUnavailableError(
      notice.code,
      `The studio could not start: ${notice.code}`,
      notice.values,
    );
  }
  syncLink(studio.session);
  registerOffline(base);
  void studio.session.listKept();
});
opened.catch((error: unknown) => showObstacle(error, preferences));
// Scripts that wait for `studio.ready` meet the reason; the page has shown it already.
ready.catch(() => null);
globalThis.studio = createStudioApi(opened, ready);
