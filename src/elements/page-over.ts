/** The pages over the explorer: parts of their own that the first load does without, fetched when one is opened. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { PageName } from '../session/index.ts';

/** Defines the element of a page, which is open as long as it is there. */
export async function loadPage(page: PageName): Promise<void> {
  if (page === 'performance') await import('./performance/performance-plate.ts');
  else if (page === 'dreams') await import('./dream/room/dream-host.ts');
  else await import('./labs/index.ts');
}

/** The element of a page. */
export function pageOver(page: PageName | null): TemplateResult | typeof nothing {
  if (!page) return nothing;
  void loadPage(page);
  if (page === 'performance') return html`<performance-plate></performance-plate>`;
  return page === 'dreams' ? html`<dream-host></dream-host>` : html`<lab-host></lab-host>`;
}
