/** The learned values between an output and some input channels, as small tables of coloured numbers. */
import { css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { WeightsFacts } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { colorAt, inkOn, signedShare } from './data-colors.ts';
import { isOther } from './is-other.ts';

const DIGITS = 3;
/** More columns than this have smaller numbers. */
const WIDE = 3;

interface Kernel {
  readonly input: number;
  readonly values: Float32Array;
}

interface Question {
  readonly layer: string;
  /** Other facts, another network. */
  readonly facts: WeightsFacts | null;
  readonly output: number | null;
  readonly inputs: readonly number[];
}

/** The kernels that were read last, and what was asked. */
interface Answer extends Question {
  readonly kernels: readonly Kernel[];
}

const NOTHING: Answer = { layer: '', facts: null, output: null, inputs: [], kernels: [] };

@customElement('kernel-numbers')
export class KernelNumbers extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        overflow-x: auto;
      }
      .stale {
        opacity: 0.35;
      }
      figure {
        margin: 0 0 8px;
      }
      figcaption {
        color: var(--ink-soft);
        font-size: var(--text-small);
      }
      table {
        border-spacing: 2px;
        margin: 0 -2px;
        forced-color-adjust: none;
      }
      td {
        min-width: 5em;
        padding: 4px 6px;
        border-radius: 2px;
        font-size: var(--text-small);
        line-height: 1.2;
        text-align: right;
      }
      table.wide {
        border-spacing: 1px;
        margin: 0 -1px;
      }
      table.wide td {
        min-width: 3.5em;
        padding: 3px 1px;
        font-size: 9.5px;
      }
    `,
  ];

  @property() layer = '';
  @property({ attribute: false, hasChanged: isOther }) facts: WeightsFacts | null = null;
  @property({ attribute: false }) output: number | null = null;
  /** Input channels, one table each. */
  @property({ attribute: false, hasChanged: isOther }) inputs: readonly number[] = [];
  @state() private answer: Answer = NOTHING;
  #asking = false;

  protected override willUpdate(changed: PropertyValues): void {
    if (['layer', 'facts', 'output', 'inputs'].some((name) => changed.has(name))) void this.#ask();
  }

  protected override view(): unknown {
    const stale = this.#isAnswered() ? '' : 'stale';
    return html`<div class=${stale}>
      ${this.answer.kernels.map((kernel) => this.#table(kernel))}
    </div>`;
  }

  /** One question at a time; what was wished for meanwhile is asked next, and only the last of it. */
  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (!this.#isAnswered()) await this.#read(this);
    } finally {
      this.#asking = false;
    }
  }

  async #read({ layer, facts, output, inputs }: Question): Promise<void> {
    const read = async (input: number): Promise<Kernel> => {
      const values = await this.session.kernelOf(layer, output ?? 0, input);
      return { input, values };
    };
    const kernels = output === null ? [] : await Promise.all(inputs.map(read)).catch(() => []);
    this.answer = { layer, facts, output, inputs, kernels };
  }

  #isAnswered(): boolean {
    const { layer, facts, output, inputs } = this.answer;
    const isSame = layer === this.layer && output === this.output;
    return isSame && !isOther(inputs, this.inputs) && !isOther(facts, this.facts);
  }

  #table({ input, values }: Kernel): TemplateResult | typeof nothing {
    const [, , rows, columns] = this.facts?.shape ?? [0, 0, 0, 0];
    if (values.length !== rows * columns) return nothing;
    const caption = this.say(this.words.network.weights.inputChannel, { input });
    return html`<figure>
      ${this.inputs.length > 1 ? html`<figcaption>${caption}</figcaption>` : nothing}
      <table class=${columns > WIDE ? 'wide number' : 'number'} aria-label=${caption}>
        <tbody>
          ${Array.from(
            { length: rows },
            (_, row) =>
              html`<tr>
                ${Array.from({ length: columns }, (__, column) =>
                  this.#cell(values[row * columns + column] ?? 0),
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </figure>`;
  }

  #cell(value: number): TemplateResult {
    const share = signedShare(value, this.facts?.largest ?? 0);
    const color = colorAt(this.session.view.value.signedColormap, share);
    const style = { background: `rgb(${color.join(' ')})`, color: inkOn(color) };
    return html`<td style=${styleMap(style)}>${short(value)}</td>`;
  }
}

/** Three decimals, or fewer digits where the number is very small. */
function short(value: number): string {
  const text = value.toFixed(DIGITS);
  const isTiny = Number(text) === 0 && value !== 0;
  return (isTiny ? value.toPrecision(1) : text).replace('-', '−');
}

declare global {
  interface HTMLElementTagNameMap {
    'kernel-numbers': KernelNumbers;
  }
}
