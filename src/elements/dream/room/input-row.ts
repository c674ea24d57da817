/** The first row of the overview: the three channels of the picture, whose dreams are pure colours. Nothing grows here. */
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base, controls } from '../../styles/controls.ts';
import { RoomElement } from './room-element.ts';
import { rowStyles } from './row.styles.ts';

/** What excites one channel of the input and not the others. */
const COLOURS = ['rgb(255 0 0)', 'rgb(0 255 0)', 'rgb(0 0 255)'];

@customElement('input-row')
export class InputRow extends RoomElement {
  static override styles = [base, controls, rowStyles];

  @property({ type: Boolean, reflect: true }) small = false;

  protected override view(): unknown {
    const { overview: words } = this.room;
    const [, height = 0, width = 0] = this.session.layers.value[0]?.shape ?? [];
    return html`<div class="head">
        <h2>${words.groups.input}</h2>
        <p class="shape number">${this.say(words.inputShape, { height, width })}</p>
        <p class="story">${words.story.input}</p>
      </div>
      <ul class="tiles" aria-label=${words.groups.input}>
        ${COLOURS.map((color, channel) => {
          const name = words.colours[channel] ?? '';
          return html`<li>
            <div
              class="tile pure"
              role="img"
              aria-label="${name}. ${words.pure}"
              title=${words.pure}
              style="background: ${color}; forced-color-adjust: none"
            ></div>
            <span class="caption" aria-hidden="true">${name}</span>
          </li>`;
        })}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'input-row': InputRow;
  }
}
