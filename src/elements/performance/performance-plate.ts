/** The page `#/performance`, a dialog over the explorer: how fast the network that is shown runs on this device. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { noticeText } from '../../i18n/index.ts';
import type { PerformanceReport, PerformanceState } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { plate } from '../styles/plate.ts';
import type { UiDialog } from '../ui/ui-dialog.ts';
import '../ui/ui-dialog.ts';
import './performance-copy.ts';
import './performance-device.ts';
import './performance-layers.ts';
import './performance-plan.ts';
import { isOfAnother, measuredText, totalsOf } from './performance-numbers.ts';

/** Is open as long as it is there; tells the session when it was closed. */
@customElement('performance-plate')
export class PerformancePlate extends StudioElement {
  static override styles = [
    base,
    controls,
    plate,
    css`
      :host {
        --dialog-width: 900px;
      }
      .total {
        margin: 0;
        font-size: var(--text-title);
        font-weight: 600;
      }
      .outcome:empty {
        display: none;
      }
    `,
  ];

  @query('ui-dialog') private readonly dialog!: UiDialog;

  protected override firstUpdated(): void {
    void this.dialog.updateComplete.then(() => this.dialog.show());
  }

  protected override view(): unknown {
    const { performance: words, close } = this.words;
    const now = this.session.performance.value;
    const report = now?.report ?? null;
    return html`<ui-dialog heading=${words.title} close-label=${close} @close=${this.#closed}>
      <p class="soft">${words.says}</p>
      <div class="command">${this.#command(now)}</div>
      ${report ? this.#headline(report) : nothing}
      ${
        report
          ? html`<performance-layers .report=${report}></performance-layers>
              <performance-copy .report=${report}></performance-copy>`
          : nothing
      }
      <performance-plan></performance-plan>
      <performance-device
        .device=${this.session.device}
        .ceilings=${report?.ceilings ?? null}
      ></performance-device>
    </ui-dialog>`;
  }

  #command(now: PerformanceState | null): TemplateResult {
    const words = this.words.performance;
    const isRunning = now?.state === 'running';
    const start = now?.report ? words.again : words.run;
    // One button for both, so that it keeps the focus.
    return html`<button
        type="button"
        class=${isRunning ? 'outlined' : 'primary'}
        @click=${isRunning ? this.#stop : this.#run}
      >
        ${isRunning ? words.stop : start}
      </button>
      ${
        isRunning
          ? html`<p class="soft number">${this.#progressText(now)}</p>
              ${this.#bar(now)}`
          : nothing
      }
      <p role="status" class="outcome" ?hidden=${isRunning}>${now ? this.#outcome(now) : ''}</p>`;
  }

  #progressText({ phase, done, total }: PerformanceState): string {
    const { progress } = this.words.performance;
    if (phase === 'ceilings') return progress.ceilings;
    return this.say(progress.layers, { model: this.session.model.value?.name ?? '', done, total });
  }

  /** Of the first phase nobody knows how far it is. */
  #bar({ phase, done, total }: PerformanceState): TemplateResult {
    const { label } = this.words.performance.progress;
    return phase === 'ceilings'
      ? html`<progress aria-label=${label}></progress>`
      : html`<progress aria-label=${label} max=${Math.max(1, total)} .value=${done}></progress>`;
  }

  #outcome({ state, reason }: PerformanceState): string {
    if (state === 'running' || state === 'done') return '';
    const why = reason ? noticeText(reason.code, reason.values, this.language) : '';
    return `${this.words.performance.ends[state]} ${why}`;
  }

  #headline(report: PerformanceReport): TemplateResult {
    const words = this.words.performance;
    const measured = (value: number): string => measuredText(value, this.language);
    const { model, input, total, rounds } = report;
    const values = { ms: measured(total.median), model: model.name, size: input.height };
    const fps = measured(totalsOf(report).fps);
    const spread = { fps, least: measured(total.least), most: measured(total.most), rounds };
    const isOther = isOfAnother(report, this.session.model.value?.id, this.session.inputSize.value);
    return html`<p class="total number">${this.say(words.total, values)}</p>
      <p class="soft number">${this.say(words.rate, spread)}</p>
      ${isOther ? html`<p>${words.other}</p>` : nothing}`;
  }

  /** What goes wrong is told by the measurement itself. */
  readonly #run = (): void => {
    this.session.measurePerformance().catch(() => null);
  };

  readonly #stop = (): void => {
    this.session.stopMeasuring();
  };

  readonly #closed = (): void => {
    this.session.openPage(null);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'performance-plate': PerformancePlate;
  }
}
