/** The unit that is pointed at: its map, its number, its place on the picture, its sum; and the pinned ones below. */
import { html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { FollowController } from '../controllers/follow.ts';
import { MediaQueryController, NARROW } from '../controllers/media-query.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import './unit-arithmetic.ts';
import './unit-bar.ts';
import './unit-field.ts';
import './unit-heading.ts';
import './unit-histogram.ts';
import './unit-map.ts';
import './unit-overlay.ts';
import { unitPanelStyles } from './unit-panel.styles.ts';
import './unit-pins.ts';
import './unit-value.ts';

/** A column beside the layer; a sheet at the foot of a narrow page. */
@customElement('unit-panel')
export class UnitPanel extends StudioElement {
  static override styles = [base, controls, unitPanelStyles];

  @state() private smooth = false;
  @state() private open = false;
  @query('unit-pins') private readonly pins!: HTMLElement | null;
  readonly #narrow = new MediaQueryController(this, NARROW);

  constructor() {
    super();
    new FollowController(this, () => this.#tellWhetherEmpty());
  }

  protected override firstUpdated(): void {
    void import('../dream/explorer/unit-dream.ts');
  }

  protected override view(): unknown {
    const narrow = this.#narrow.matches;
    const { unit: words } = this.words;
    const count = this.session.pins.value.length;
    return html`${
      narrow
        ? html`<unit-bar ?open=${this.open} @sheet=${() => (this.open = !this.open)}></unit-bar>`
        : ''
    }
    ${
      narrow && !this.open
        ? ''
        : html`<div class="content">
            <div class="none">
              <h2>${words.none}</h2>
              <p>${words.how}</p>
            </div>
            ${this.#unit()}
            ${
              count > 0
                ? html`<button type="button" class="count" @click=${this.#showPins}>
                    ${this.say(words.pins.count, { count })}
                  </button>`
                : ''
            }
            <unit-pins ?hidden=${count === 0}></unit-pins>
          </div>`
    }`;
  }

  #unit(): unknown {
    return html`<unit-heading
        class="about"
        ?toolsonly=${this.#narrow.matches}
        ?smooth=${this.smooth}
        @smooth=${() => (this.smooth = !this.smooth)}
        @enlarge=${() => (this.open = false)}
      ></unit-heading>
      <div class="about">
        <unit-map ?smooth=${this.smooth}></unit-map>
        <unit-value></unit-value>
      </div>
      <unit-dream class="about"></unit-dream>
      <unit-overlay class="about"></unit-overlay>
      <unit-field class="about"></unit-field>
      <unit-histogram class="about"></unit-histogram>
      <unit-arithmetic class="about"></unit-arithmetic>`;
  }

  /** Not in `view`, so that a step of the pointer does not render the panel again. */
  #tellWhetherEmpty(): void {
    this.toggleAttribute('empty', this.session.unit.value === null);
  }

  #showPins(): void {
    this.pins?.scrollIntoView({ block: 'nearest' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-panel': UnitPanel;
  }
}
