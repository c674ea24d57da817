/** How large the output is, as a formula with the numbers of now in it, and how many weights and products there are. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatCount } from '../../../i18n/index.ts';
import type { LabScene } from '../../../session/index.ts';
import { base } from '../../styles/controls.ts';
import { LabElement } from '../lab-element.ts';
import { convolutionFormula, formulaLine, poolFormula } from './formula-terms.ts';
import type { FormulaSymbol, FormulaTerm, SizeFormula, SymbolTerm } from './formula-terms.ts';
import { formulaStyles } from './lab-formula.styles.ts';
import { FILTERS_OF_A_LAYER, costsOf } from './lab-costs.ts';
import '../../ui/field-term.ts';

type Axis = 0 | 1;

const AXES: readonly Axis[] = [0, 1];
/** Grid lines of an equation: name, equals, bracket, then the terms. */
const FIRST_TERM = 4;
/** Rows of an equation: above the bar, below it, and a gap. */
const ROWS = 3;

const OF_CONVOLUTION: Readonly<Record<FormulaSymbol, string>> = {
  output: 'H′',
  input: 'H',
  before: 'P',
  after: 'P',
  dilation: 'D',
  kernel: 'K',
  stride: 'S',
};
const OF_POOLING: Readonly<Record<FormulaSymbol, string>> = {
  ...OF_CONVOLUTION,
  output: 'W₂',
  input: 'W₁',
};
/** What the size of the output is called along rows and columns. */
const CONVOLVED_AXES = ['H′', 'W′'] as const;
const POOLED_AXES = ['H₂', 'W₂'] as const;

@customElement('lab-formula')
export class LabFormula extends LabElement {
  static override styles = [base, formulaStyles];

  protected override view(): unknown {
    const scene = this.lab.scene.value;
    if (!scene) return nothing;
    const isPooling = scene.settings.lab === 'pooling';
    const { input, output, geometry } = scene;
    const formula = isPooling
      ? poolFormula(input, output, geometry)
      : convolutionFormula(input, output, geometry);
    const words = this.words.settings.formula;
    const letters = isPooling ? POOLED_AXES : CONVOLVED_AXES;
    const axes: readonly Axis[] = formula.isSquare ? [0] : AXES;
    return html`<h2>${words.title}</h2>
      ${axes.map((axis) => {
        const name = axis === 0 ? words.rows : words.columns;
        const line = formulaLine(formula, axis);
        return html`<span class="unseen">${this.say(words.spoken, { name, line })}</span>`;
      })}
      <div class="beside">
        <div class="scroll">
          <div class="formula">
            ${this.#equation(0, formula, (term) => this.#symbol(term, isPooling))}
            ${axes.map((axis, index) => this.#numbers(index + 1, formula, axis, letters))}
          </div>
        </div>
        <div class="facts">${this.#facts(scene, formula)}</div>
      </div>`;
  }

  /** One equation over two rows of the grid; what stands in the place of a symbol is for `put` to say. */
  #equation(
    index: number,
    { above, stride, output }: SizeFormula,
    put: (term: SymbolTerm) => unknown,
    name: unknown = put(output),
  ): TemplateResult {
    const top = index * ROWS + 1;
    const end = FIRST_TERM + above.length;
    const cell = (content: unknown, column: string, row: string, kind: string): TemplateResult => {
      const place = styleMap({ 'grid-column': column, 'grid-row': row });
      return html`<span class=${kind} style=${place}>${content}</span>`;
    };
    const both = `${String(top)} / ${String(top + 2)}`;
    const term = (one: FormulaTerm, at: number): TemplateResult =>
      cell(
        typeof one === 'string' ? one : put(one),
        String(FIRST_TERM + at),
        String(top),
        typeof one === 'string' ? 'cell operator' : 'cell',
      );
    const across = `${String(FIRST_TERM)} / ${String(end)}`;
    return html`${cell(name, '1', both, 'whole')}${cell('=', '2', both, 'whole operator')}
    ${cell('', '3', both, 'bracket open')}${above.map(term)}
    ${cell('', across, String(top + 1), 'bar')}
    ${cell(put(stride), across, String(top + 1), 'cell')}
    ${cell('', String(end), both, 'bracket close')}
    ${cell('+ 1', String(end + 1), both, 'whole operator')}`;
  }

  #numbers(
    index: number,
    formula: SizeFormula,
    axis: Axis,
    letters: readonly [rows: string, columns: string],
  ): TemplateResult {
    const top = index * ROWS + 1;
    const column = FIRST_TERM + formula.above.length + 2;
    const place = styleMap({
      'grid-column': String(column),
      'grid-row': `${String(top)} / ${String(top + 2)}`,
    });
    const gap = styleMap({ 'grid-column': '1', 'grid-row': String(top - 1) });
    const name = formula.isSquare ? '' : letters[axis];
    const label = html`<i class="symbol axis">${name}</i>`;
    return html`<span class="gap" style=${gap}></span>
      ${this.#equation(index, formula, ({ along }) => this.#count(along[axis]), label)}
      <span class="whole" style=${place}
        ><span class="operator">= </span
        ><b class="result">${this.#count(formula.output.along[axis])}</b></span
      >`;
  }

  #symbol({ symbol, along: [rows, columns] }: SymbolTerm, isPooling: boolean): TemplateResult {
    const { names, places } = this.words.settings.formula;
    const letters = isPooling ? OF_POOLING : OF_CONVOLUTION;
    const small = { before: places.top, after: places.bottom } as const;
    const place = symbol === 'before' || symbol === 'after' ? small[symbol] : null;
    return html`<field-term .meaning=${this.say(names[symbol], { rows, columns })}
      ><span class=${symbol === 'stride' ? 'symbol below' : 'symbol'}
        >${letters[symbol]}${place === null ? nothing : html`<sub>${place}</sub>`}</span
      ></field-term
    >`;
  }

  #facts(scene: LabScene, { left }: SizeFormula): TemplateResult {
    const words = this.words.settings.formula;
    const { weights, operation, count } = costsOf(scene);
    const [rows, columns] = left;
    const isLeft = rows + columns > 0;
    const { settings, geometry, input } = scene;
    const isPooling = settings.lab === 'pooling';
    const isLayer = !isPooling && settings.channels === 'sum';
    const layer = {
      n: weights * FILTERS_OF_A_LAYER,
      filters: FILTERS_OF_A_LAYER,
      rows: geometry.kernel[0],
      columns: geometry.kernel[1],
      channels: input[0],
    };
    return html`${this.#fact(words.weights, weights)}${this.#fact(words[operation], count)}
      ${isLayer ? html`<p>${this.say(words.layer, layer)}</p>` : nothing}
      ${isPooling ? html`<p>${this.say(words.depth, { n: input[0] })}</p>` : nothing}
      <p>${isLeft ? this.say(words.left, { rows, columns }) : words.floor}</p>`;
  }

  #fact(text: string, n: number): TemplateResult {
    const [before, after] = text.split('{n}');
    return html`<p>${before}<b>${this.#count(n)}</b>${after}</p>`;
  }

  #count(value: number): string {
    return formatCount(value, this.language);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-formula': LabFormula;
  }
}
