/** The root of the studio: hands session and preferences down, lays out the places, listens to the whole page. */
import { ContextProvider } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import {
  PictureIntake,
  ShortcutsController,
  SignalsController,
  base,
  installTokens,
  loadInspector,
  pageOver,
  preferencesContext,
  sessionContext,
} from '../elements/index.ts';
import type { DreamHost, LabHost, TopBar } from '../elements/index.ts';
import { messagesFor } from '../i18n/index.ts';
import type { Messages } from '../i18n/index.ts';
import type { Preferences, SessionFace } from '../session/index.ts';
import { applyPreferences } from './document-preferences.ts';

/** Until `session` and `preferences` are set it shows its own content: the skeleton of the page. */
@customElement('studio-app')
export class StudioApp extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template:
          'bar bar bar' auto
          'network layer unit' minmax(0, 1fr)
          / 248px minmax(0, 1fr) 320px;
        height: 100dvh;
        min-height: 520px;
      }
      :host([starting]) {
        display: block;
      }
      header {
        grid-area: bar;
        min-width: 0;
      }
      nav {
        grid-area: network;
        display: grid;
        min-width: 0;
        min-height: 0;
        border-right: 1px solid var(--line);
      }
      main {
        grid-area: layer;
        display: grid;
        min-width: 0;
        min-height: 0;
      }
      aside {
        grid-area: unit;
        display: grid;
        min-width: 0;
        min-height: 0;
        border-left: 1px solid var(--line);
      }
      main > * {
        grid-area: 1 / 1;
      }
      :host([covered]) > :is(header, nav, main, aside) {
        visibility: hidden;
      }
      map-zoom {
        z-index: 3;
      }
      .drop {
        position: fixed;
        inset: 0;
        z-index: 10;
        display: grid;
        place-content: center;
        padding: 16px;
        background: var(--veil);
        font-size: var(--text-title);
        font-weight: 600;
        pointer-events: none;
      }
      .drop::before {
        content: '';
        position: absolute;
        inset: 16px;
        border: 2px dashed var(--accent);
        border-radius: 12px;
      }
      @media (min-width: 1800px) {
        :host {
          grid-template-columns: 288px minmax(0, 1fr) 360px;
        }
      }
      @media (max-width: 899.98px) {
        :host {
          grid-template:
            'bar' auto
            'network' auto
            'layer' minmax(440px, 1fr)
            / minmax(0, 1fr);
          height: auto;
          min-height: 100dvh;
          padding-bottom: calc(57px + env(safe-area-inset-bottom));
        }
        aside {
          position: fixed;
          inset: auto 0 0;
          z-index: 4;
          border-left: 0;
        }
        map-zoom {
          position: fixed;
          inset: 0 0 calc(57px + env(safe-area-inset-bottom));
        }
        nav {
          border-right: 0;
          border-bottom: 1px solid var(--line);
        }
      }
    `,
  ];

  @property({ attribute: false }) session: SessionFace | null = null;
  @property({ attribute: false }) preferences: Preferences | null = null;
  /** Whether the map of the unit fills the middle. */
  @state() private zoomed = false;
  /** What covers the studio. */
  @query('lab-host, dream-host') private readonly cover!: LabHost | DreamHost | null;
  @query('top-bar') private readonly bar!: TopBar | null;

  readonly #sessionProvider = new ContextProvider(this, { context: sessionContext });
  readonly #preferencesProvider = new ContextProvider(this, { context: preferencesContext });
  readonly #signals = new SignalsController(this);
  readonly #intake = new PictureIntake(this, {
    picture: (source) => {
      const { cover } = this;
      if (cover) cover.take(source);
      else void this.session?.openPicture(source);
    },
    weights: (file) => void this.session?.openWeights(file),
    nameOfPasted: () => this.#words().picture.pasted,
  });
  #stopApplying: (() => void) | null = null;
  #inspectorAsked = false;
  /** Where the focus was before the map was enlarged. */
  #focused: HTMLElement | null = null;

  constructor() {
    super();
    installTokens(document);
    const shortcuts = {
      '?': () => void this.bar?.showHelp(),
      '[': () => this.session?.selectNeighbour(-1),
      ']': () => this.session?.selectNeighbour(1),
      ArrowUp: () => this.session?.selectNeighbour(-1),
      ArrowDown: () => this.session?.selectNeighbour(1),
      '+': () => this.#zoom(true),
      '=': () => this.#zoom(true),
      '-': () => this.#zoom(false),
      Escape: () => (this.zoomed ? this.#zoom(false) : this.session?.release()),
    };
    // What covers the studio has keys of its own.
    new ShortcutsController(this, shortcuts, () => this.cover === null);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopApplying?.();
    this.#stopApplying = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.session) this.#sessionProvider.setValue(this.session);
    if (this.preferences) this.#preferencesProvider.setValue(this.preferences);
    if (this.preferences && (changed.has('preferences') || !this.#stopApplying)) {
      this.#stopApplying?.();
      this.#stopApplying = applyPreferences(this.preferences, document);
    }
    this.toggleAttribute('starting', !this.session || !this.preferences);
  }

  protected override render(): TemplateResult {
    if (!this.session || !this.preferences) return html`<slot></slot>`;
    const { session } = this;
    const { words, page } = this.#signals.track(() => ({
      words: this.#words(),
      page: session.page.value,
    }));
    // The performance is a dialog over what stays in view.
    this.toggleAttribute('covered', page !== null && page !== 'performance');
    return html`<header aria-label=${words.landmarks.bar}><top-bar></top-bar></header>
      <nav aria-label=${words.landmarks.network}><network-panel></network-panel></nav>
      <main aria-label=${words.landmarks.layer}>
        <layer-view ?inert=${this.zoomed}></layer-view>
        ${this.zoomed ? this.#enlarged() : nothing}
      </main>
      <aside aria-label=${words.unit.landmark} @enlarge=${() => this.#zoom(!this.zoomed)}>
        <unit-panel></unit-panel>
      </aside>
      ${pageOver(page)}
      ${this.#intake.dragging ? html`<div class="drop">${words.picture.drop}</div>` : nothing}`;
  }

  protected override updated(): void {
    if (!this.session || !this.preferences || this.#inspectorAsked) return;
    this.#inspectorAsked = true;
    // A task after the next frame: the first maps go first.
    requestAnimationFrame(() => setTimeout(() => void loadInspector()));
  }

  #enlarged(): TemplateResult {
    return html`<map-zoom @enlarge=${() => this.#zoom(false)}></map-zoom>`;
  }

  #zoom(open: boolean): void {
    const before = this.zoomed;
    this.zoomed = open && this.session?.unit.peek() !== null;
    if (this.zoomed && !before) this.#focused = focusedElement();
    if (before && !this.zoomed) {
      void this.updateComplete.then(() => this.#focused?.focus());
    }
  }

  #words(): Messages {
    return messagesFor(this.preferences?.language.value ?? 'en');
  }
}

/** What has the focus, inside whichever element it is. */
function focusedElement(): HTMLElement | null {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found instanceof HTMLElement ? found : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'studio-app': StudioApp;
  }
}
