/** A thin line: how much of a layer's weights is there. Moves without rendering anything again. */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { FollowController } from '../controllers/follow.ts';
import { StudioElement } from '../studio-element.ts';
import { shareOf } from './transfer-progress.ts';

/** `layer`: its name; without one the line is that of the whole transfer. */
@customElement('layer-share')
export class LayerShare extends StudioElement {
  static override styles = css`
    :host {
      display: block;
      height: 2px;
      border-radius: 1px;
      background: var(--line);
      overflow: hidden;
    }
    i {
      forced-color-adjust: none;
      display: block;
      height: 100%;
      background: var(--accent);
      transform: scaleX(var(--share, 0));
      transform-origin: left;
    }
  `;

  @property() layer = '';

  constructor() {
    super();
    new FollowController(this, () => this.#move());
  }

  protected override view(): unknown {
    return html`<i></i>`;
  }

  #move(): void {
    const transfer = this.session.transfer.value;
    const own = transfer?.layers.find(({ name }) => name === this.layer)?.share ?? 0;
    const share = this.layer || !transfer ? own : shareOf(transfer);
    this.style.setProperty('--share', String(share));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'layer-share': LayerShare;
  }
}
