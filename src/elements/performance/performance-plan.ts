/** By which plan the convolutions run, and the two commands that change it: measure now, and forget. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { TuningState } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';

@customElement('performance-plan')
export class PerformancePlan extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      h3 {
        margin: 16px 0 4px;
        font-size: var(--text);
        font-weight: 600;
      }
      p {
        margin: 0 0 8px;
      }
      .commands {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      progress {
        width: 100%;
        height: 6px;
        accent-color: var(--accent);
      }
    `,
  ];

  /** What the last command came to. */
  @state() private outcome: 'none' | 'forgotten' | 'failed' = 'none';

  protected override view(): unknown {
    const { plan } = this.words.performance;
    const now = this.session.tuning.value;
    const isBusy = now.state === 'measuring' || this.session.performance.value?.state === 'running';
    return html`<h3>${plan.title}</h3>
      ${now.state === 'measuring' ? this.#progress(now) : nothing}
      <p role="status">${this.#text(now)}</p>
      <div class="commands">
        <button
          type="button"
          class="outlined"
          aria-disabled=${isBusy}
          @click=${() => isBusy || void this.#tune()}
        >
          ${plan.tune}
        </button>
        <button type="button" class="outlined" @click=${() => void this.#forget()}>
          ${plan.forget}
        </button>
      </div>`;
  }

  #progress({ layer, done, total }: TuningState): TemplateResult {
    const { plan } = this.words.performance;
    return html`<p class="number">
        ${layer === null ? plan.begins : this.say(plan.measuring, { layer, done, total })}
      </p>
      <progress aria-label=${plan.title} max=${Math.max(1, total)} .value=${done}></progress>`;
  }

  #text(now: TuningState): string {
    const { plan, ends } = this.words.performance;
    if (now.state === 'measuring') return '';
    if (this.outcome === 'failed') return ends.failed;
    return this.outcome === 'forgotten' ? plan.forgotten : plan.states[now.state];
  }

  async #tune(): Promise<void> {
    this.outcome = 'none';
    await this.session.tune().catch(() => (this.outcome = 'failed'));
  }

  async #forget(): Promise<void> {
    try {
      await this.session.forgetTuning();
      this.outcome = 'forgotten';
    } catch {
      this.outcome = 'failed';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'performance-plan': PerformancePlan;
  }
}
