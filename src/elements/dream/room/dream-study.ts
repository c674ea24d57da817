/** Where one filter is tried: choices on the left, the pictures in the middle, objective and recipe on the right. */
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { base } from '../../styles/controls.ts';
import { icons } from '../../ui/icons.ts';
import { RoomElement } from './room-element.ts';
import type { RefusedEvent } from './room-element.ts';
import './study-curve.ts';
import './study-details.ts';
import './study-how.ts';
import './study-pictures.ts';
import './study-transport.ts';
import './study-what.ts';

@customElement('dream-study')
export class DreamStudy extends RoomElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template: minmax(0, 1fr) / 272px minmax(0, 1fr) 320px;
        min-width: 0;
        min-height: 0;
      }
      .side {
        min-width: 0;
        overflow: auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
        scrollbar-color: var(--line-strong) transparent;
      }
      .left {
        grid-area: 1 / 1;
        border-right: 1px solid var(--line);
      }
      .right {
        grid-area: 1 / 3;
        border-left: 1px solid var(--line);
      }
      .middle {
        grid-area: 1 / 2;
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto auto;
        min-width: 0;
        min-height: 0;
        padding: 16px 24px 0;
      }
      study-transport {
        margin: 8px -24px 0;
        padding: 0 24px;
        border-top: 1px solid var(--line);
      }
      .alert {
        display: flex;
        align-items: flex-start;
        gap: 8px;
        padding: 8px 12px;
        background: var(--bad-tint);
        overflow-wrap: anywhere;
      }
      .alert svg {
        flex: none;
        margin-top: 2px;
        color: var(--bad);
      }
      .alert p {
        margin: 0;
      }
      @media (max-width: 1099.98px) and (min-width: 900px) {
        :host {
          grid-template-columns: 248px minmax(0, 1fr) 272px;
        }
      }
      @media (max-width: 899.98px) {
        :host {
          display: block;
          overflow: auto;
        }
        .side {
          overflow: visible;
          border: 0;
        }
        .middle {
          display: contents;
        }
        study-pictures {
          padding: 8px 16px 0;
        }
        study-transport {
          position: sticky;
          top: 0;
          z-index: 2;
          margin: 8px 0 0;
          padding: 4px 16px;
          border-bottom: 1px solid var(--line);
          background: var(--ground);
        }
      }
    `,
  ];

  @state() private refusal: string | null = null;

  protected override view(): unknown {
    const { study: words } = this.room;
    return html`<div class="middle">
        <study-pictures></study-pictures>
        <div role="alert">
          ${
            this.refusal === null
              ? ''
              : html`<div class="alert">
                  ${icons.alert}
                  <p>${this.say(words.refused, { detail: this.refusal })}</p>
                </div>`
          }
        </div>
        <study-transport></study-transport>
      </div>
      <div class="side left" role="region" aria-label=${words.what} @refused=${this.#refused}>
        <study-what></study-what>
      </div>
      <div class="side right" role="region" aria-label=${words.how} @refused=${this.#refused}>
        <study-curve></study-curve>
        <study-how></study-how>
        <study-details></study-details>
      </div>`;
  }

  readonly #refused = ({ detail }: RefusedEvent): void => {
    this.refusal = detail;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'dream-study': DreamStudy;
  }
}
