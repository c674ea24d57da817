/** The labs come when they are wanted: a part of its own that the first load does without. */

/** Defines `<lab-host>`, which is open as long as it is there. */
export async function loadLabHost(): Promise<void> {
  await import('./labs/lab-host.ts');
}

/** Defines `<lab-page>`, a lab without a session, and makes its words ready. */
export async function loadLabPage(): Promise<void> {
  const [{ loadLabWords }] = await Promise.all([
    import('../i18n/index.ts'),
    import('./labs/lab-page.ts'),
  ]);
  await loadLabWords();
}
