/** The objective: in words, and as it rose. */
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatValue } from '../../../i18n/index.ts';
import { base } from '../../styles/controls.ts';
import { isStale } from './grown-for.ts';
import './objective-curve.ts';
import { objectiveNumber } from './objective-number.ts';
import { objectiveWords } from './objective-words.ts';
import { panelStyles } from './panel.styles.ts';
import { RoomElement } from './room-element.ts';

const MINUS = '\u2212';

@customElement('study-curve')
export class StudyCurve extends RoomElement {
  static override styles = [base, panelStyles];

  protected override view(): unknown {
    const { curve: words } = this.room;
    const { study } = this.dreams;
    const progress = isStale(study) ? null : study.progress.value;
    const curves = progress?.curves.filter(({ length }) => length > 0) ?? [];
    const steps = progress?.steps ?? study.recipe.value.steps;
    const format = (value: number): string => objectiveNumber(value, this.language);
    return html`<div class="section" role="group" aria-labelledby="objective">
      <h2 id="objective">${words.title}</h2>
      ${this.#words().map((text) => html`<p class="says">${text}</p>`)}
      ${
        curves.length > 0
          ? html`<objective-curve
                style="margin-top: 8px"
                label=${this.#label(curves, steps)}
                steps-label=${words.steps}
                .curves=${curves}
                .steps=${steps}
                .stamp=${progress?.step ?? 0}
                .formatTick=${(value: number) => formatValue(value, this.language).replace('-', MINUS)}
                .tell=${(step: number, values: readonly number[]) =>
                  this.say(words.at, { step, values: values.map(format).join(' · ') })}
              ></objective-curve>
              ${
                study.recipe.value.transforms.length > 0
                  ? html`<p class="says">${words.says}</p>`
                  : nothing
              }`
          : html`<p class="says">${words.none}</p>`
      }
    </div>`;
  }

  #words(): readonly string[] {
    const settings = this.dreams.study.settings.value;
    const { layer } = settings;
    const found = this.session.layers.value.find(({ name }) => name === layer);
    const [, height = 1, width = 1] = found?.shape ?? [];
    return objectiveWords(settings, {
      words: this.room.objective,
      language: this.language,
      classNameOf: (channel) => this.classNameOf(layer, channel),
      isDense: height * width === 1,
    });
  }

  #label(curves: readonly Float32Array[], steps: number): string {
    const { curve: words } = this.room;
    const number = (value: number | undefined): string =>
      value === undefined ? '' : objectiveNumber(value, this.language);
    const each = curves.map((curve, index) =>
      this.say(curves.length > 1 ? words.one : words.alone, {
        n: index + 1,
        first: number(curve.at(0)),
        last: number(curve.at(-1)),
        most: number(curve.reduce((most, value) => Math.max(most, value), -Infinity)),
      }),
    );
    return [this.say(words.label, { steps }), ...each].join(this.language === 'ja' ? '' : ' ');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'study-curve': StudyCurve;
  }
}
