/** What is set less often: colours, gamma, limits as numbers, and whether dead channels are dimmed. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { DIVERGING, SEQUENTIAL } from '../../math/index.ts';
import type { ColormapName, Limits } from '../../math/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { GAMMA_STEPS, gammaOfStep, stepOfGamma } from './gamma-steps.ts';
import { plainGradient } from './legend-colors.ts';
import { legendMoreStyles } from './legend-more.styles.ts';

const DIGITS = 5;

@customElement('legend-more')
export class LegendMore extends StudioElement {
  static override styles = [base, controls, legendMoreStyles];

  protected override view(): unknown {
    const { legend } = this.words.colour;
    const { scale, percentile, dimDead } = this.session.view.value;
    return html`<p>${this.say(legend.says[scale], { percent: percentile })}</p>
      ${this.#limits()} ${this.#gamma()} ${this.#colors()}
      <label class="check">
        <input type="checkbox" .checked=${dimDead} @change=${this.#dimmed} />
        <span>${legend.dimDead}<small>${legend.dead}</small></span>
      </label>`;
  }

  /** As numbers; not where each map has its own. */
  #limits(): TemplateResult | typeof nothing {
    const { legend } = this.words.colour;
    const { limits } = this.session.legend.value;
    if (!limits) return nothing;
    const field = (end: keyof Limits, label: string): TemplateResult =>
      html`<label
        ><span>${label}</span>
        <input
          class="number"
          type="number"
          step="any"
          .value=${short(limits[end])}
          @change=${(event: Event) => this.#limited(end, event)}
      /></label>`;
    return html`<div class="line" role="group" aria-label=${legend.limits}>
      <span class="name">${legend.limits}</span>
      <span class="limits">${field('lo', legend.from)} ${field('hi', legend.to)}</span>
    </div>`;
  }

  #gamma(): TemplateResult {
    const { legend } = this.words.colour;
    const { gamma } = this.session.view.value;
    const text = gamma < 1 ? legend.lifts : legend.lowers;
    const says = gamma === 1 ? legend.linear : this.say(text, { gamma });
    return html`<label class="line">
      <span class="name">${legend.gamma}</span>
      <span class="gamma">
        <input
          type="range"
          min=${-GAMMA_STEPS}
          max=${GAMMA_STEPS}
          step="1"
          .value=${String(stepOfGamma(gamma))}
          aria-valuetext=${says}
          @input=${this.#bent}
          @dblclick=${() => this.session.setView({ gamma: 1 })}
        />
        <output class="number">${says}</output>
      </span>
    </label>`;
  }

  #colors(): TemplateResult {
    const { legend: words } = this.words.colour;
    const { diverging } = this.session.legend.value;
    const { colormap, signedColormap } = this.session.view.value;
    const names: readonly ColormapName[] = diverging ? DIVERGING : SEQUENTIAL;
    const chosen = diverging ? signedColormap : colormap;
    return html`<fieldset>
      <legend>${words.colormap}</legend>
      ${diverging ? html`<small>${words.signed}</small>` : nothing}
      ${names.map(
        (name) =>
          html`<label class="color">
            <input
              type="radio"
              name="colormap"
              value=${name}
              .checked=${name === chosen}
              @change=${() => this.#colored(name)}
            />
            <i style=${styleMap({ backgroundImage: plainGradient(name) })}></i>
            <span>${words.colormaps[name]}</span>
          </label>`,
      )}
    </fieldset>`;
  }

  #limited(end: keyof Limits, event: Event): void {
    const { limits, diverging } = this.session.legend.peek();
    if (!limits || !(event.target instanceof HTMLInputElement)) return;
    const value = event.target.valueAsNumber;
    const next = diverging
      ? { lo: -Math.abs(value), hi: Math.abs(value) }
      : { ...limits, [end]: value };
    if (Number.isFinite(value) && next.lo < next.hi) {
      this.session.setView({ scale: 'fixed', limits: next });
    } else {
      event.target.value = short(limits[end]);
    }
  }

  #bent(event: Event): void {
    if (event.target instanceof HTMLInputElement) {
      this.session.setView({ gamma: gammaOfStep(event.target.valueAsNumber) });
    }
  }

  #colored(name: ColormapName): void {
    const signed = DIVERGING.find((known) => known === name);
    const plain = SEQUENTIAL.find((known) => known === name);
    if (signed) this.session.setView({ signedColormap: signed });
    if (plain) this.session.setView({ colormap: plain });
  }

  #dimmed(event: Event): void {
    if (event.target instanceof HTMLInputElement) {
      this.session.setView({ dimDead: event.target.checked });
    }
  }
}

/** A number as a person would type it. */
function short(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}

declare global {
  interface HTMLElementTagNameMap {
    'legend-more': LegendMore;
  }
}
