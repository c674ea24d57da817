/** The window of a pooling: its numbers, and which of them is taken or what their mean is. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatValue } from '../../../i18n/index.ts';
import type { LabPlane } from '../../../session/index.ts';
import { base } from '../../styles/controls.ts';
import { LabElement } from '../lab-element.ts';
import { inkOnColor } from './draw-numbers.ts';
import { middleStyles } from './middle.styles.ts';
import { shortNumber } from './number-text.ts';
import { chosenChannel } from './stage-choice.ts';
import { windowPool } from './window-terms.ts';
import type { WindowPool } from './window-terms.ts';

const INPUT: LabPlane = 'input';
const WIDEST = 56;
const BYTE = 255;

@customElement('lab-window')
export class LabWindowElement extends LabElement {
  static override styles = [
    base,
    middleStyles,
    css`
      .values {
        width: min(100%, var(--wide));
        margin: 0 auto;
        box-shadow: 0 0 0 2px var(--accent);
        border-radius: 2px;
      }
      .middle {
        container-type: inline-size;
      }
      .values > span {
        aspect-ratio: 1;
        font-size: clamp(7px, calc(100cqw / var(--columns) * 0.3), 15px);
      }
      .win {
        box-shadow: inset 0 0 0 3px var(--pin);
      }
      .tie {
        box-shadow: inset 0 0 0 1px var(--pin);
      }
      .sum {
        margin: 0;
        text-align: center;
      }
      .result {
        padding: 1px 6px;
        border-radius: var(--radius);
        box-shadow: inset 0 0 0 2px var(--accent);
        font-weight: 600;
      }
      .sum + .sum {
        color: var(--ink-soft);
        font-size: var(--text-small);
        text-wrap: balance;
      }
      .below {
        justify-content: start;
        padding-top: 8px;
      }
    `,
  ];

  protected override view(): unknown {
    const scene = this.lab.scene.value;
    const numbers = this.lab.numbers.value;
    const pool = numbers && windowPool(numbers, chosenChannel.value);
    if (!scene || !pool) return nothing;
    const words = this.words.stages;
    const [rows, columns] = scene.geometry.kernel;
    const isMax = scene.settings.pool.kind === 'max';
    return html`<header>
        <h2>${words.sides.window}</h2>
        <span class="shape number">${this.say(words.shape, { rows, columns })}</span>
      </header>
      <div class="middle">
        <div
          class="values number"
          role="group"
          aria-label=${words.sides.window}
          style=${styleMap({ '--columns': String(columns), '--wide': `${String(columns * WIDEST)}px` })}
        >
          ${pool.values.map((value, place) => this.#cell(pool, value, place, isMax))}
        </div>
      </div>
      <p class="said"></p>
      <div class="below">${isMax ? this.#largest(pool) : this.#mean(pool)}</div>`;
  }

  #cell(
    { winner, values }: WindowPool,
    value: number,
    place: number,
    isMax: boolean,
  ): TemplateResult {
    const color = this.lab.colorOf(INPUT, [value]);
    const mark = !isMax ? '' : place === winner ? 'win' : value === values[winner] ? 'tie' : '';
    const bytes = color.map((part) => Math.round(part * BYTE)).join(' ');
    const style = { background: `rgb(${bytes})`, color: inkOnColor(color) };
    return html`<span class=${mark} style=${styleMap(style)} title=${this.#number(value)}
      >${shortNumber(value)}</span
    >`;
  }

  #largest({ output, ties, at }: WindowPool): TemplateResult {
    const words = this.words.stages.pool;
    const says = ties > 1 ? this.say(words.ties, { n: ties }) : this.say(words.winner, { ...at });
    return html`<p class="sum number">
        ${words.max} = <span class="result">${this.#number(output)}</span>
      </p>
      <p class="sum number">${says}</p>`;
  }

  #mean({ output, sum, values }: WindowPool): TemplateResult {
    const words = this.words.stages.pool;
    return html`<p class="sum number">
        ${words.average} = <span class="result">${this.#number(output)}</span>
      </p>
      <p class="sum number">
        ${this.say(words.mean, { sum: this.#number(sum), n: values.length })}
      </p>`;
  }

  #number(value: number): string {
    return formatValue(value, this.language).replace('-', '\u2212');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-window': LabWindowElement;
  }
}
