/** What a person sees where the studio cannot run: what is missing, why, and what to do about it. */
import { ContextProvider } from '@lit/context';
import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ErrorValues } from '../base/index.ts';
import {
  SignalsController,
  base,
  controls,
  installTokens,
  mark,
  preferencesContext,
} from '../elements/index.ts';
import { fill, messagesFor, noticeText } from '../i18n/index.ts';
import type { Language, Messages } from '../i18n/index.ts';
import type { Preferences } from '../session/index.ts';
import { BareLab, isLabLink } from './bare-lab.ts';
import { applyPreferences } from './document-preferences.ts';
import { unsupportedStyles } from './unsupported.styles.ts';

type Reason = keyof Messages['unsupported']['reasons'];
type Step = keyof Messages['unsupported']['steps'];
type Browser = keyof Messages['unsupported']['rows'];

const STEPS: Readonly<Record<Reason, readonly Step[]>> = {
  'no-webgpu': ['update', 'acceleration'],
  'insecure-context': ['https'],
  'no-adapter': ['acceleration', 'driver', 'update'],
  'limits-too-small': ['driver', 'other'],
  'no-device': ['restart', 'driver'],
  unknown: ['restart'],
};
/** Where another browser may help. */
const LISTING: readonly Reason[] = ['no-webgpu', 'no-adapter', 'limits-too-small'];
const BROWSERS: readonly Browser[] = ['chrome', 'safari', 'firefox'];

/** Why the studio cannot run: a GpuUnavailableError, or anything with its code and values. */
export interface Obstacle {
  readonly code: string;
  readonly values: ErrorValues;
}

@customElement('unsupported-page')
export class UnsupportedPage extends LitElement {
  static override styles = [base, controls, unsupportedStyles];

  @property({ attribute: false }) obstacle: Obstacle = { code: 'no-webgpu', values: {} };
  @property({ attribute: false }) preferences: Preferences | null = null;

  readonly #provider = new ContextProvider(this, { context: preferencesContext });
  readonly #signals = new SignalsController(this);
  #stopApplying: (() => void) | null = null;

  constructor() {
    super();
    installTokens(document);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopApplying?.();
    this.#stopApplying = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.preferences || !changed.has('preferences')) return;
    this.#provider.setValue(this.preferences);
    this.#stopApplying?.();
    this.#stopApplying = applyPreferences(this.preferences, document);
  }

  protected override render(): TemplateResult {
    const language = this.#signals.track(() => this.preferences?.language.value ?? 'en');
    const { unsupported: words, wordmark } = messagesFor(language);
    const reason = this.#reason(words.reasons);
    return html`<header>
        <span class="brand">${mark}<span translate="no">${wordmark}</span></span>
        ${this.preferences ? html`<person-settings></person-settings>` : nothing}
      </header>
      <main>
        <h1>${words.title}</h1>
        <p class="lead">${words.lead}</p>
        <div class="pair">
          <section>
            <h2>${words.why}</h2>
            <p>${this.#why(reason, language)}</p>
          </section>
          <section>
            <h2>${words.what}</h2>
            <ul>
              ${STEPS[reason].map((step) => html`<li>${words.steps[step]}</li>`)}
            </ul>
            <button type="button" class="primary" @click=${() => location.reload()}>
              ${words.retry}
            </button>
          </section>
        </div>
        <section class="labs">
          <h2>${words.labs}</h2>
          <p>${words.labsSay}</p>
          <a href="#/labs/convolution">${words.labsOpen}</a>
        </section>
        ${LISTING.includes(reason) ? this.#browsers(words) : nothing}
        <p class="code number">${this.obstacle.code}</p>
      </main>`;
  }

  #reason(reasons: Messages['unsupported']['reasons']): Reason {
    const { code } = this.obstacle;
    return isReason(code, reasons) ? code : 'unknown';
  }

  #why(reason: Reason, language: Language): string {
    const { code, values } = this.obstacle;
    const { notices, unsupported } = messagesFor(language);
    // Not for want of a GPU: say what any other place would say.
    if (reason === 'unknown' && Object.hasOwn(notices, code)) {
      return noticeText(code, values, language);
    }
    return fill(unsupported.reasons[reason], { detail: '', ...values, code }, language);
  }

  #browsers(words: Messages['unsupported']): TemplateResult {
    const present = presentBrowser(navigator.userAgent);
    return html`<section>
      <h2>${words.browsers}</h2>
      <dl>
        ${BROWSERS.map((browser) => {
          const { name, need, hint } = words.rows[browser];
          return html`<div class=${browser === present ? 'present' : ''}>
            <dt>
              ${name}
              ${browser === present ? html`<span class="tag">${words.present}</span>` : nothing}
            </dt>
            <dd>
              ${need}
              <span class="hint">${hint}</span>
            </dd>
          </div>`;
        })}
      </dl>
    </section>`;
  }
}

/** Shows the obstacle on the whole page, or the lab that the address names, which needs no GPU. */
export function showUnsupported(obstacle: Obstacle, preferences: Preferences): void {
  const page = new UnsupportedPage();
  page.obstacle = obstacle;
  page.preferences = preferences;
  const route = (): void => {
    const lab = document.querySelector('bare-lab');
    if (!isLabLink(location.hash)) document.body.replaceChildren(page);
    else if (!lab) {
      const made = new BareLab();
      made.preferences = preferences;
      installTokens(document);
      applyPreferences(preferences, document);
      document.body.replaceChildren(made);
    }
  };
  addEventListener('hashchange', route);
  route();
}

function isReason(code: string, reasons: Messages['unsupported']['reasons']): code is Reason {
  return Object.hasOwn(reasons, code);
}

/** Which row speaks of the browser at hand; only to mark it, nothing depends on it. */
function presentBrowser(userAgent: string): Browser | null {
  if (/firefox|fxios/i.test(userAgent)) return 'firefox';
  if (/chrome|chromium|edg/i.test(userAgent)) return 'chrome';
  if (/safari/i.test(userAgent)) return 'safari';
  return null;
}

declare global {
  interface HTMLElementTagNameMap {
    'unsupported-page': UnsupportedPage;
  }
}
