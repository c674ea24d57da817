/** The proof of kernels and network on this GPU: to start, to watch, and what was found. */
import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { formatCount, formatValue, noticeText } from '../../i18n/index.ts';
import type { KernelVerification, LayerVerification, Verification } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { plate } from '../styles/plate.ts';
import { icons, stroke } from '../ui/icons.ts';
import type { UiDialog } from '../ui/ui-dialog.ts';
import '../ui/ui-dialog.ts';
import { verifyPlateStyles } from './verify-plate.styles.ts';
import { verdictOf } from './verify-verdict.ts';

/** Times and errors are measured: more digits say nothing. */
const DIGITS = 3;
const tick = stroke(svg`<path d="m3 8.5 3.5 3.5L13 4.5"/>`);

/** What stands in the column of results. */
interface Result {
  readonly ok: boolean;
  readonly more?: string;
}

@customElement('verify-plate')
export class VerifyPlate extends StudioElement {
  static override styles = [base, controls, plate, verifyPlateStyles];

  @query('ui-dialog') private readonly dialog!: UiDialog;

  /** Opens the dialog; nothing runs until it is asked for. */
  show(): void {
    void this.updateComplete.then(() => this.dialog.show());
  }

  protected override view(): unknown {
    const { verify, close } = this.words;
    const now = this.session.verification.value;
    return html`<ui-dialog heading=${verify.title} close-label=${close}>
      <p>${verify.proves}</p>
      <p class="soft">${verify.limits}</p>
      <div class="command">${this.#command(now)}</div>
      ${now ? html`${this.#layers(now)} ${this.#kernels(now)}` : nothing}
    </ui-dialog>`;
  }

  #command(now: Verification | null): TemplateResult {
    const { verify } = this.words;
    const isRunning = now?.state === 'running';
    const verdict = now && verdictOf(now);
    const said = verdict ? this.say(verify.verdict[verdict.text], verdict.values) : '';
    const why = now?.reason ? noticeText(now.reason.code, now.reason.values, this.language) : '';
    const start = now ? verify.again : verify.run;
    // One button for both, so that it keeps the focus.
    return html`<button
        type="button"
        class=${isRunning ? 'outlined' : 'primary'}
        @click=${isRunning ? this.#stop : this.#run}
      >
        ${isRunning ? verify.stop : start}
      </button>
      ${
        isRunning
          ? html`<p class="soft number">${this.#progressText(now)}</p>
              <progress
                aria-label=${verify.progress.label}
                max=${Math.max(1, now.total)}
                .value=${now.done}
              ></progress>`
          : nothing
      }
      <p role="status" class="verdict ${verdict?.isWrong ? 'wrong' : ''}" ?hidden=${isRunning}>
        ${said} ${why}
      </p>
      ${
        now?.report
          ? html`<p class="soft adapter">
              ${this.say(verify.adapter, { adapter: now.report.adapter })}
            </p>`
          : nothing
      }`;
  }

  #progressText({ phase, current, done, total }: Verification): string {
    const { progress } = this.words.verify;
    if (current === '') return progress.begins[phase];
    return this.say(progress[phase], { current, done, total });
  }

  #kernels({ kernels }: Verification): TemplateResult | typeof nothing {
    const words = this.words.verify.kernels;
    if (kernels.length === 0) return nothing;
    return html`<h3 id="kernels">${words.title}</h3>
      <div class="table" role="region" tabindex="0" aria-labelledby="kernels">
        <table class="number">
          <thead>
            <tr>
              ${[words.kernel, words.result, words.cases, words.ms].map(columnHead)}
            </tr>
          </thead>
          <tbody>
            ${kernels.map((one) => this.#kernel(one))}
          </tbody>
        </table>
      </div>`;
  }

  #kernel({
    kernel,
    cases,
    passed,
    failed,
    skipped,
    message,
    ms,
  }: KernelVerification): TemplateResult {
    const { result } = this.words.verify;
    const more = skipped > 0 ? this.say(result.skipped, { skipped }) : '';
    return html`<tr>
      <th scope="row">
        ${kernel} ${message === null ? nothing : html`<span class="message">${message}</span>`}
      </th>
      <td>${passed + failed > 0 ? this.#result({ ok: failed === 0, more }) : more}</td>
      <td>${formatCount(cases, this.language)}</td>
      <td>${this.#measured(ms)}</td>
    </tr>`;
  }

  #layers({ layers, model }: Verification): TemplateResult | typeof nothing {
    const words = this.words.verify.layers;
    if (layers.length === 0) return nothing;
    const measures = [words.reference, words.recompute, words.ms, words.gflops];
    const hasTimes = layers.some(({ ms }) => ms !== null);
    return html`<h3 id="layers">${this.say(words.title, { model: model ?? '' })}</h3>
      <div class="table" role="region" tabindex="0" aria-labelledby="layers">
        <table class="number">
          <thead>
            <tr>
              ${[words.layer, words.result, ...measures].map(columnHead)}
            </tr>
          </thead>
          <tbody>
            ${layers.map((one) => this.#layer(one))}
          </tbody>
        </table>
      </div>
      <p class="soft">${words.errors} ${hasTimes ? nothing : words.noClock}</p>`;
  }

  #layer({ layer, reference, recompute, ms, gflops, ok }: LayerVerification): TemplateResult {
    const { result } = this.words.verify;
    const isKnown = reference !== null || recompute !== null || !ok;
    return html`<tr>
      <th scope="row">${layer}</th>
      <td>${isKnown ? this.#result({ ok }) : result.unknown}</td>
      <td>${reference ? this.#measured(reference.error) : '–'}</td>
      <td>${recompute ? this.#measured(recompute.error) : '–'}</td>
      <td>${ms === null ? '–' : this.#measured(ms)}</td>
      <td>${gflops === null ? '–' : this.#measured(gflops)}</td>
    </tr>`;
  }

  /** Words and a drawing, never a colour alone. */
  #result({ ok, more = '' }: Result): TemplateResult {
    const { result } = this.words.verify;
    return html`<span class="result ${ok ? '' : 'wrong'}">
        ${ok ? tick : icons.close} ${ok ? result.right : result.wrong}
      </span>
      ${more}`;
  }

  #measured(value: number): string {
    return formatValue(Number(value.toPrecision(DIGITS)), this.language);
  }

  /** What goes wrong is told by the verification itself. */
  readonly #run = (): void => {
    this.session.verify().catch(() => null);
  };

  readonly #stop = (): void => {
    this.session.stopVerifying();
  };
}

function columnHead(text: string): TemplateResult {
  return html`<th scope="col">${text}</th>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'verify-plate': VerifyPlate;
  }
}
