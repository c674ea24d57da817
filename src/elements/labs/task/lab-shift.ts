/** The picture dragged by single cells: how much of it changes, and how much after pooling. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatPercent } from '../../../i18n/index.ts';
import type { LabShift } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import { LabElement } from '../lab-element.ts';
import './shift-pad.ts';
import type { ShiftEvent } from './shift-pad.ts';
import { task } from './task.styles.ts';

/** Two numbers that are compared. */
interface Measure {
  readonly name: string;
  readonly input: number;
  readonly output: number;
}

@customElement('lab-shift')
export class LabShiftPanel extends LabElement {
  static override styles = [
    base,
    controls,
    task,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 12px 24px;
      }
      shift-pad {
        flex: none;
      }
      .handle {
        flex: 0 1 200px;
        display: grid;
        gap: 8px;
        align-content: start;
        justify-items: start;
      }
      .measures {
        flex: 1 1 420px;
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: 8px 32px;
      }
      .measure {
        flex: 1 1 180px;
        display: grid;
        grid-template-columns: auto minmax(60px, 1fr) 7ch;
        align-items: center;
        gap: 4px 8px;
        margin: 0;
      }
      .measure h3 {
        grid-column: 1 / -1;
      }
      .name {
        font-size: var(--text-small);
        color: var(--ink-soft);
      }
      .track {
        height: 12px;
        background: var(--hover);
        border-radius: 2px;
      }
      .bar {
        height: 100%;
        border-radius: 2px;
        background: var(--conv);
      }
      .bar.pooled {
        background: var(--accent);
      }
      .share {
        text-align: end;
      }
      .words {
        flex: 1 1 100%;
        min-height: 2.9em;
      }
    `,
  ];

  protected override view(): unknown {
    const words = this.words.backward.shift;
    const { shift, pool } = this.lab.settings.value;
    return html`<shift-pad
        label=${words.pad}
        .text=${this.#place()}
        .shift=${shift}
        .stride=${pool.stride}
        @shift=${this.#shifted}
      ></shift-pad>
      <div class="handle">
        <h3>${words.title}</h3>
        <p class="number verdict">${this.#place()}</p>
        <button
          type="button"
          class="outlined"
          ?disabled=${this.#isHome()}
          @click=${() => this.lab.change({ shift: [0, 0] })}
        >
          ${words.back}
        </button>
      </div>
      <div class="measures">
        ${this.#measures(this.#isHome() ? null : this.lab.shifted.value)}
        <p class="words">${this.#explanation()}</p>
      </div>`;
  }

  #isHome(): boolean {
    const [rows, columns] = this.lab.settings.value.shift;
    return rows === 0 && columns === 0;
  }

  #place(): string {
    const { home, down, up, right, left, and } = this.words.backward.shift;
    const [rows, columns] = this.lab.settings.value.shift;
    const parts = [
      rows === 0 ? '' : this.say(rows > 0 ? down : up, { cells: Math.abs(rows) }),
      columns === 0 ? '' : this.say(columns > 0 ? right : left, { cells: Math.abs(columns) }),
    ].filter(Boolean);
    return parts.length === 0 ? home : parts.join(and);
  }

  #measures(shifted: LabShift | null): TemplateResult {
    const words = this.words.backward.shift;
    const changed = {
      name: words.changed,
      input: shifted?.input.changed ?? 0,
      output: shifted?.output.changed ?? 0,
    };
    const difference = {
      name: words.difference,
      input: shifted?.input.norm ?? 0,
      output: shifted?.output.norm ?? 0,
    };
    return html`${this.#measure(changed, 1)}
    ${this.#measure(difference, Math.max(1, difference.input, difference.output))}`;
  }

  #measure({ name, input, output }: Measure, full: number): TemplateResult {
    const words = this.words.backward.shift;
    return html`<div class="measure" role="group" aria-label=${name}>
      <h3>${name}</h3>
      ${this.#bar(words.before, input, full, '')} ${this.#bar(words.after, output, full, 'pooled')}
    </div>`;
  }

  #bar(name: string, value: number, full: number, kind: string): TemplateResult {
    const share = Number.isFinite(value) ? Math.min(1, value / full) : 0;
    return html`<span class="name">${name}</span>
      <div class="track">
        <div class=${`bar ${kind}`} style=${styleMap({ width: `${String(100 * share)}%` })}></div>
      </div>
      <span class="share number">${formatPercent(value, this.language)}</span>`;
  }

  /** What stays and what does not, by the kind of pooling and by the numbers. */
  #explanation(): string {
    const words = this.words.backward.shift;
    const { pool, shift } = this.lab.settings.value;
    const shifted = this.lab.shifted.value;
    if (this.#isHome()) return words.says[pool.kind];
    if (shift.every((cells) => cells % pool.stride === 0) && pool.stride > 1) {
      const [rows, columns] = shift.map((cells) => cells / pool.stride);
      return this.say(words.whole, { rows: signed(rows ?? 0), columns: signed(columns ?? 0) });
    }
    if (!shifted) return words.says[pool.kind];
    const isLess = shifted.output.changed < shifted.input.changed;
    return isLess ? words.less[pool.kind] : words.notLess[pool.kind];
  }

  readonly #shifted = ({ shift }: ShiftEvent): void => {
    this.lab.change({ shift });
  };
}

function signed(value: number): string {
  return value > 0 ? `+${String(value)}` : String(value).replace('-', '−');
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-shift': LabShiftPanel;
  }
}
