/** The gradients against central differences: a button, what came out, and the cells that are furthest off. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatValue } from '../../../i18n/index.ts';
import type { LabCheck } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import { LabElement } from '../lab-element.ts';
import { ALLOWED, compared, worstOf } from './check-rows.ts';
import type { ComparedRow } from './check-rows.ts';
import { powerText } from './power-text.ts';
import { task } from './task.styles.ts';

/** As many rows as there is room for. */
const ROWS = 3;

@customElement('lab-check')
export class LabCheckPanel extends LabElement {
  static override styles = [
    base,
    controls,
    task,
    css`
      .command {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: 8px 16px;
      }
      .says {
        flex: 1 1 220px;
        min-width: 0;
      }
      .table {
        margin-top: 8px;
        overflow-x: auto;
      }
      progress {
        width: 100%;
        max-width: 240px;
        height: 6px;
        accent-color: var(--accent);
      }
      table {
        border-collapse: collapse;
        font-size: var(--text-small);
        line-height: 1.35;
      }
      th,
      td {
        padding: 1px 0 1px 16px;
        border-bottom: 1px solid var(--line);
        text-align: end;
        font-weight: 400;
        white-space: nowrap;
      }
      thead th {
        color: var(--ink-soft);
      }
      th:first-child {
        padding-inline-start: 0;
        text-align: start;
      }
      @media (max-width: 899.98px) {
        th,
        td {
          padding-inline-start: 8px;
        }
      }
      p:empty {
        display: none;
      }
    `,
  ];

  protected override view(): unknown {
    const words = this.words.backward.check;
    const check = this.lab.check.value;
    const isRunning = check?.state === 'running';
    return html`<div class="command">
        <button type="button" class="outlined" ?disabled=${isRunning} @click=${this.#run}>
          ${words.run}
        </button>
        <div class="says">
          ${check ? nothing : html`<p>${words.says}</p>`}
          ${check && isRunning ? this.#progress(check) : nothing}
          <p role="status" class=${`number verdict ${this.#isBad(check) ? 'bad' : ''}`}>
            ${check ? this.#verdict(check) : ''}
          </p>
          ${check?.state === 'done' && check.ties > 0 ? html`<p>${this.#ties(check)}</p>` : nothing}
        </div>
      </div>
      ${check && check.rows.length > 0 ? this.#table(check) : nothing}`;
  }

  #progress({ done, total }: LabCheck): TemplateResult {
    const { progress } = this.words.backward.check;
    return html`<p class="number">${this.say(progress, { done, total })}</p>
      <progress
        aria-label=${this.words.backward.check.run}
        max=${Math.max(1, total)}
        .value=${done}
      ></progress>`;
  }

  #isBad(check: LabCheck | null): boolean {
    return check?.state === 'failed' || (check?.state === 'done' && !(check.worst <= ALLOWED));
  }

  #verdict(check: LabCheck): string {
    const { verdict } = this.words.backward.check;
    if (check.state === 'running') return '';
    if (check.state === 'failed') return verdict.failed;
    if (check.total === 0) return verdict.none;
    const values = {
      total: check.total,
      worst: powerText(check.worst),
      allowed: powerText(ALLOWED),
    };
    return this.say(this.#isBad(check) ? verdict.wrong : verdict.right, values);
  }

  #ties({ ties }: LabCheck): string {
    const words = this.words.backward.check;
    return this.say(ties === 1 ? words.tie : words.ties, { ties });
  }

  #table(check: LabCheck): TemplateResult {
    const { columns, worstFirst } = this.words.backward.check;
    return html`<div class="table" role="region" tabindex="0" aria-label=${worstFirst}>
      <table class="number">
        <thead>
          <tr>
            <th scope="col">${columns.where}</th>
            <th scope="col">${columns.gradient}</th>
            <th scope="col">${columns.difference}</th>
            <th scope="col">${columns.off}</th>
          </tr>
        </thead>
        <tbody>
          ${worstOf(compared(check.rows), ROWS).map((row) => this.#row(row))}
        </tbody>
      </table>
    </div>`;
  }

  #row({ of, cell, channel, gradient, difference, off }: ComparedRow): TemplateResult {
    const { where } = this.words.backward.check;
    const place = { row: cell.row, column: cell.column, channel };
    const hasChannels = (this.lab.scene.value?.input[0] ?? 1) > 1;
    return html`<tr>
      <th scope="row">${this.say(where[hasChannels ? 'channel' : 'grey'][of], place)}</th>
      <td>${this.#number(gradient)}</td>
      <td>${this.#number(difference)}</td>
      <td>${powerText(off)}</td>
    </tr>`;
  }

  #number(value: number): string {
    return formatValue(value, this.language).replace('-', '−');
  }

  readonly #run = (): void => {
    // What goes wrong is told by the state of the check.
    this.lab.checkGradients().catch(() => null);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-check': LabCheckPanel;
  }
}
