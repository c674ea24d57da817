/** All that can be set of a lab, in sections: open one below the other, or folded where the page is narrow. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { noticeText } from '../../../i18n/index.ts';
import type { LabWords } from '../../../i18n/index.ts';
import type { LabProblem } from '../../../session/index.ts';
import { MediaQueryController, NARROW } from '../../controllers/media-query.ts';
import { base, controls } from '../../styles/controls.ts';
import { icons } from '../../ui/icons.ts';
import { LabElement } from '../lab-element.ts';
import './setting-border.ts';
import './setting-display.ts';
import './setting-filter.ts';
import './setting-kernel.ts';
import './setting-picture.ts';
import './setting-pooling.ts';
import './setting-window.ts';

type SectionName = keyof LabWords['settings']['sections'];

@customElement('lab-settings')
export class LabSettingsPanel extends LabElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      h2 {
        margin: 0;
        color: var(--ink-soft);
        font-size: var(--text-small);
        font-weight: 600;
      }
      .section {
        padding: 6px 16px 8px;
        border-bottom: 1px solid var(--line);
      }
      .section h2 {
        margin-bottom: 2px;
      }
      .parts {
        display: grid;
        gap: 4px;
      }
      details {
        padding: 0 16px;
        border-bottom: 1px solid var(--line);
      }
      summary {
        min-height: 44px;
        padding: 12px 0;
        cursor: pointer;
      }
      summary h2 {
        display: inline;
      }
      details .parts {
        padding-bottom: 12px;
      }
      .problem {
        display: flex;
        align-items: flex-start;
        gap: 8px;
        padding: 8px 8px 8px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--bad-tint);
      }
      .problem > svg {
        margin-top: 6px;
        color: var(--bad);
      }
      /* Where the settings stand far below the stages. */
      @media (max-width: 899.98px) {
        .problem {
          position: fixed;
          inset: calc(8px + env(safe-area-inset-top)) 8px auto;
          z-index: 6;
          border: 1px solid var(--bad);
          border-radius: var(--radius);
          box-shadow: var(--shadow);
        }
      }
      .problem p {
        flex: 1;
        margin: 4px 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  readonly #narrow = new MediaQueryController(this, NARROW);

  protected override view(): unknown {
    const isPooling = this.lab.settings.value.lab === 'pooling';
    return html`<div role="region" aria-label=${this.words.settings.title}>
      <div role="alert">${this.#problem()}</div>
      ${isPooling ? this.#poolingSections() : this.#convolutionSections()}
    </div>`;
  }

  #convolutionSections(): TemplateResult {
    return html`${this.#section(
      'picture',
      html`<lab-setting-picture></lab-setting-picture>`,
    )}${this.#section(
      'kernel',
      html`<lab-setting-kernel></lab-setting-kernel><lab-setting-filter></lab-setting-filter>`,
      true,
    )}${this.#section(
      'window',
      html`<lab-setting-window></lab-setting-window><lab-setting-border></lab-setting-border>`,
    )}${this.#section('display', html`<lab-setting-display></lab-setting-display>`)}`;
  }

  #poolingSections(): TemplateResult {
    return html`${this.#section(
      'pooling',
      html`<lab-setting-pooling></lab-setting-pooling>`,
      true,
    )}${this.#section('picture', html`<lab-setting-picture></lab-setting-picture>`)}`;
  }

  /** Where the page is narrow, folded unless it is what people come for. */
  #section(name: SectionName, content: TemplateResult, isOpen = false): TemplateResult {
    const title = this.words.settings.sections[name];
    if (!this.#narrow.matches) {
      return html`<div class="section" role="group" aria-label=${title}>
        <h2>${title}</h2>
        <div class="parts">${content}</div>
      </div>`;
    }
    return html`<details ?open=${isOpen}>
      <summary><h2>${title}</h2></summary>
      <div class="parts">${content}</div>
    </details>`;
  }

  #problem(): TemplateResult | typeof nothing {
    const problem = this.lab.problem.value;
    if (!problem) return nothing;
    return html`<div class="problem">
      ${icons.alert}
      <p>${this.#sentence(problem)}</p>
      <button
        type="button"
        aria-label=${this.words.settings.dismiss}
        title=${this.words.settings.dismiss}
        @click=${this.#dismiss}
      >
        ${icons.close}
      </button>
    </div>`;
  }

  /** In the labs' own words where they have some. */
  #sentence({ code, values }: LabProblem): string {
    const own: Readonly<Record<string, string>> = {
      ...this.words.page.problems,
      ...this.words.settings.problems,
    };
    const text = Object.hasOwn(own, code) ? own[code] : undefined;
    return text ? this.say(text, values) : noticeText(code, values, this.language);
  }

  #dismiss(): void {
    this.lab.dismissProblem();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-settings': LabSettingsPanel;
  }
}
