/** The labs come when they are wanted: a part of its own that the first load does without. */
import { loadLabWords } from '../i18n/index.ts';

/** Defines `<lab-host>`, which is open as long as it is there. */
export async function loadLabHost(): Promise<void> {
  await import('./labs/lab-host.ts');
}

/** Defines `<lab-page>`, a lab without a session, and makes its words ready. */
export async function loadLabPage(): Promise<void> {
  await Promise.all([loadLabWords(), import('./labs/lab-page.ts')]);
}
