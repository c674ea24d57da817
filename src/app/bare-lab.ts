/** A lab where the studio itself cannot run: on the references, with its state in the address all the same. */
import { ContextProvider } from '@lit/context';
import { LitElement, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { effect, signal } from '../base/index.ts';
import { preferencesContext } from '../elements/index.ts';
import { loadSamples } from '../session/index.ts';
import type { LabFace, PageName, Preferences } from '../session/index.ts';

const LAB_LINK = /^#?\/?(labs\/(?:convolution|pooling))\/?(?:\?(.*))?$/;

/** Whether what stands behind the `#` of an address is a lab. */
export function isLabLink(hash: string): boolean {
  return LAB_LINK.test(hash);
}

/** Shows the lab that the address names, and keeps the address at its state. */
@customElement('bare-lab')
export class BareLab extends LitElement {
  @property({ attribute: false }) preferences: Preferences | null = null;
  @state() private desk: LabFace | null = null;

  readonly #provider = new ContextProvider(this, { context: preferencesContext });
  readonly #page = signal<PageName | null>(null);
  readonly #labLink = signal('');
  #stop: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.preferences) this.#provider.setValue(this.preferences);
    this.#follow();
    addEventListener('hashchange', this.#follow);
    void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#follow);
    this.#stop?.();
    this.#page.value = null;
  }

  protected override render(): TemplateResult {
    const close = (): void => void (location.hash = '#/');
    return html`${
      this.desk ? html`<lab-page .desk=${this.desk} @close=${close}></lab-page>` : nothing
    }`;
  }

  async #open(): Promise<void> {
    const base = new URL(import.meta.env.BASE_URL, document.baseURI);
    // A lab has pictures of its own: it can do without the samples.
    const samples = await loadSamples(base).catch(() => []);
    const host = { page: this.#page, labLink: this.#labLink, samples };
    const [{ openLab }, { readyLabWords }] = await Promise.all([
      import('../session/lab/index.ts'),
      import('../elements/labs/index.ts'),
    ]);
    const [desk] = await Promise.all([openLab(null, host), readyLabWords()]);
    this.desk = desk;
    this.#stop = effect(() => {
      const link = this.#labLink.value;
      const hash = `#/${this.#page.value ?? ''}${link === '' ? '' : `?${link}`}`;
      if (this.#page.value) history.replaceState(history.state, '', hash);
    });
  }

  readonly #follow = (): void => {
    const [, page, link = ''] = LAB_LINK.exec(location.hash) ?? [];
    if (page === undefined) return;
    this.#labLink.value = link;
    this.#page.value = page as PageName;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bare-lab': BareLab;
  }
}
