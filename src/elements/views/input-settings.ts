/** The size at which the network receives the picture, and how the picture is brought to it. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Fit } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import type { ChooseEvent } from '../ui/ui-select.ts';
import '../ui/ui-select.ts';

const FITS: readonly Fit[] = ['crop', 'stretch'];

/** `stacked`: one below the other, with labels. */
@customElement('input-settings')
export class InputSettings extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        min-width: 0;
        gap: 4px;
      }
      ui-select {
        min-width: 0;
      }
      :host([stacked]) {
        flex-direction: column;
        gap: 12px;
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) stacked = false;

  protected override view(): unknown {
    // Until a network is there, there is nothing to set.
    if (this.session.inputSizes.value.length === 0) return nothing;
    const { model: words } = this.words;
    const trained = this.session.model.value?.trainSize;
    const sizes = this.session.inputSizes.value.map((size) => ({
      value: String(size),
      label: this.say(size === trained ? words.trained : words.pixels, { size }),
    }));
    return html`<ui-select
        label=${words.inputSize}
        ?label-unseen=${!this.stacked}
        ?stacked=${this.stacked}
        .options=${sizes}
        .value=${String(this.session.inputSize.value)}
        @choose=${this.#sizeChosen}
      ></ui-select>
      <ui-select
        label=${words.fit}
        ?label-unseen=${!this.stacked}
        ?stacked=${this.stacked}
        .options=${FITS.map((value) => ({ value, label: words.fits[value] }))}
        .value=${this.session.fit.value}
        @choose=${this.#fitChosen}
      ></ui-select>`;
  }

  #sizeChosen({ value }: ChooseEvent): void {
    void this.session.setInputSize(Number(value));
  }

  #fitChosen({ value }: ChooseEvent): void {
    const fit = FITS.find((known) => known === value);
    if (fit) void this.session.setFit(fit);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'input-settings': InputSettings;
  }
}
