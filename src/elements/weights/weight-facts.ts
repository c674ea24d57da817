/** Where the number of learned values comes from, and whether it depends on the size of the picture. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { formatCount } from '../../i18n/index.ts';
import type { Shape3 } from '../../math/index.ts';
import type { LayerSummary, WeightsFacts } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { isOther } from './is-other.ts';
import { countWeights, countsAtSizes } from './weight-count.ts';
import type { CountAtSize } from './weight-count.ts';

@customElement('weight-facts')
export class WeightFacts extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      h2 {
        margin: 0 0 6px;
        font-size: var(--text);
        font-weight: 600;
      }
      p {
        margin: 8px 0 0;
        color: var(--ink-soft);
        font-size: var(--text-small);
      }
      .formula {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-bottom: 16px;
      }
      .formula span {
        display: inline-flex;
        flex-direction: column;
        align-items: center;
        line-height: 1.3;
      }
      .formula small {
        font-weight: 400;
        font-size: var(--text-tiny);
        color: var(--ink-faint);
      }
      .formula .total {
        font-weight: 600;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--text-small);
      }
      th,
      td {
        padding: 3px 0 3px 8px;
        border-top: 1px solid var(--line);
        text-align: right;
        white-space: nowrap;
      }
      th:first-child {
        padding-left: 0;
        text-align: left;
      }
      th {
        font-weight: 400;
        color: var(--ink-soft);
      }
      thead th {
        border: 0;
        color: var(--ink-faint);
        font-size: var(--text-tiny);
        white-space: normal;
        vertical-align: bottom;
      }
      .now > * {
        color: var(--ink);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) layer: LayerSummary | null = null;
  @property({ attribute: false, hasChanged: isOther }) facts: WeightsFacts | null = null;

  protected override view(): unknown {
    const { layer, facts } = this;
    if (!layer || !facts) return '';
    return html`${this.#formula(layer, facts)} ${this.#sizes(layer)}`;
  }

  /** 3 x 3 x 3 x 64 = 1,728 weights + 64 biases = 1,792, every number with its name. */
  #formula(layer: LayerSummary, facts: WeightsFacts): TemplateResult {
    const words = this.words.network.weights;
    const { factors, weights, biases, total } = countWeights(facts, layer.parameters);
    const isDense = layer.kind === 'dense';
    const parts = factors.flatMap(({ name, value }, i) => [
      ...(i > 0 ? [sign('×')] : []),
      this.#term(value, words.factors[name === 'outputs' && isDense ? 'units' : name]),
    ]);
    return html`<h2>${words.count}</h2>
      <div class="formula number">
        ${parts} ${sign('=')} ${this.#term(weights, words.weights)} ${sign('+')}
        ${this.#term(biases, words.biases)} ${sign('=')} ${this.#term(total, words.total, 'total')}
      </div>`;
  }

  #term(value: number, name: string, kind = ''): TemplateResult {
    return html`<span class=${kind}
      >${formatCount(value, this.language)}<small>${name}</small></span
    >`;
  }

  #sizes(layer: LayerSummary): TemplateResult {
    const words = this.words.network.weights;
    const now = this.session.inputSize.value;
    const possible = this.session.inputSizes.value;
    const isFixed = possible.length < 2;
    const counts = countsAtSizes(
      layer,
      this.session.layers.value,
      isFixed ? [now, 2 * now] : possible,
    );
    const changes = new Set(counts.map(({ total }) => total)).size > 1;
    const after = layer.kind === 'dense' ? words.constantDense : words.constant;
    return html`<h2>${words.bySize}</h2>
      <table class="number">
        <thead>
          <tr>
            <th scope="col">${words.picture}</th>
            <th scope="col">${words.before}</th>
            <th scope="col">${words.maps}</th>
            <th scope="col">${words.total}</th>
          </tr>
        </thead>
        <tbody>
          ${counts.map((count) => this.#row(count, now))}
        </tbody>
      </table>
      <p>${changes ? this.say(words.depends, { size: now }) : after}</p>`;
  }

  #row({ size, before, maps, total }: CountAtSize, now: number): TemplateResult {
    return html`<tr class=${classMap({ now: size === now })}>
      <th scope="row">${this.say(this.words.model.pixels, { size })}</th>
      <td>${this.#shape(before)}</td>
      <td>${this.#shape(maps)}</td>
      <td>${formatCount(total, this.language)}</td>
    </tr>`;
  }

  #shape([channels, height, width]: Shape3): string {
    return height === 1 && width === 1
      ? formatCount(channels, this.language)
      : `${height}×${width}×${channels}`;
  }
}

function sign(text: string): TemplateResult {
  return html`<span>${text}</span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'weight-facts': WeightFacts;
  }
}
