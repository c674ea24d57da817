/** The gradient that comes from above: how it is made, what becomes of it, and the sums on both sides. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatValue } from '../../../i18n/index.ts';
import type { LabFacts, LabUpstream } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import '../../ui/ui-segments.ts';
import { LabElement } from '../lab-element.ts';
import { BRUSH_VALUES, brush } from './brush.ts';
import { hasGaps, sumBalance } from './sum-balance.ts';
import type { SumBalance } from './sum-balance.ts';
import { task } from './task.styles.ts';

const KINDS: readonly LabUpstream['kind'][] = ['one', 'constant', 'random', 'drawn'];

@customElement('lab-upstream')
export class LabUpstreamPanel extends LabElement {
  static override styles = [
    base,
    controls,
    task,
    css`
      :host {
        display: grid;
        gap: 8px;
        align-content: start;
      }
      .sides {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 24px;
      }
      .sides > * {
        flex: 1 1 240px;
        min-width: 0;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: baseline;
        gap: 0 12px;
        margin: 0 0 4px;
      }
      dt {
        font-size: var(--text-small);
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
        font-weight: 600;
      }
    `,
  ];

  protected override view(): unknown {
    const words = this.words.backward.upstream;
    const { upstream } = this.lab.settings.value;
    return html`<div class="controls">
        <h3>${words.title}</h3>
        <ui-segments
          label=${words.kind}
          .segments=${KINDS.map((value) => ({ value, label: words.kinds[value] }))}
          .value=${upstream.kind}
          @choose=${this.#kindChosen}
        ></ui-segments>
        ${this.#more(upstream)}
      </div>
      <div class="sides">
        <p>${this.#explanation()}</p>
        ${this.#sums(this.lab.facts.value)}
      </div>`;
  }

  /** What only this kind of gradient can be told. */
  #more({ kind }: LabUpstream): TemplateResult | typeof nothing {
    const words = this.words.backward.upstream;
    if (kind === 'random') {
      return html`<button type="button" class="outlined" @click=${this.#reseed}>
        ${words.seed}
      </button>`;
    }
    if (kind !== 'drawn') return nothing;
    const segments = BRUSH_VALUES.map((value) => ({
      value: String(value),
      label: this.say(words.brushes[value > 0 ? 'plus' : value < 0 ? 'minus' : 'none'], {}),
      text: signed(value),
    }));
    return html`<ui-segments
        label=${words.brush}
        .segments=${segments}
        .value=${String(brush.value)}
        @choose=${this.#brushChosen}
      ></ui-segments>
      <button type="button" class="outlined" @click=${() => this.lab.clearUpstream()}>
        ${words.clear}
      </button>`;
  }

  #explanation(): string {
    const { explain, hints } = this.words.backward.upstream;
    const { lab, pool, upstream } = this.lab.settings.value;
    const hint = upstream.kind === 'one' || upstream.kind === 'drawn' ? hints[upstream.kind] : '';
    const text =
      lab === 'convolution'
        ? explain.convolution
        : this.say(explain[pool.kind], { cells: pool.size * pool.size });
    return [hint, text].filter(Boolean).join(this.language === 'ja' ? '' : ' ');
  }

  #sums(facts: LabFacts | null): TemplateResult | typeof nothing {
    const words = this.words.backward.upstream;
    const balance = facts ? sumBalance(facts) : null;
    if (!facts || !balance) return nothing;
    return html`<div class="number">
      <dl>
        <dt>${words.above}</dt>
        <dd>${this.#number(balance.above)}</dd>
        <dt>${words.input}</dt>
        <dd>${this.#number(balance.input)}</dd>
      </dl>
      <p class="verdict">${this.#verdict(facts, balance)}</p>
    </div>`;
  }

  #verdict({ scene }: LabFacts, { above, factor, expected, lost }: SumBalance): string {
    const { verdict } = this.words.backward.upstream;
    const values = {
      above: this.#number(above),
      factor: this.#number(factor),
      expected: this.#number(expected),
      lost: this.#number(lost),
    };
    const gap = this.language === 'ja' ? '' : ' ';
    if (scene.settings.lab === 'pooling') {
      if (lost !== 0) return this.say(verdict.unequal, values);
      const text = verdict[scene.settings.pool.kind];
      return hasGaps(scene) ? text + gap + verdict.gaps : text;
    }
    const product = this.say(verdict.product, values);
    return product + gap + (lost === 0 ? verdict.nothingLost : this.say(verdict.lost, values));
  }

  #number(value: number): string {
    return formatValue(value, this.language).replace('-', '−');
  }

  readonly #kindChosen = ({ value }: ChooseEvent): void => {
    const kind = KINDS.find((known) => known === value);
    if (kind) this.#change({ kind });
  };

  readonly #brushChosen = ({ value }: ChooseEvent): void => {
    brush.value = Number(value);
  };

  readonly #reseed = (): void => {
    this.#change({ seed: this.lab.settings.value.upstream.seed + 1 });
  };

  #change(part: Partial<LabUpstream>): void {
    this.lab.change({ upstream: { ...this.lab.settings.value.upstream, ...part } });
  }
}

function signed(value: number): string {
  return value > 0 ? `+${String(value)}` : String(value).replace('-', '−');
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-upstream': LabUpstreamPanel;
  }
}
