/** Which unit it is, and what one may do with it: enlarge, smooth, pin, let go. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sameUnit } from '../../session/index.ts';
import type { UnitAddress } from '../../session/index.ts';
import { base, controls } from '../styles/controls.ts';
import { icons } from '../ui/icons.ts';
import { unitIcons } from '../ui/unit-icons.ts';
import { isRow } from './term-target.ts';
import { UnitElement } from './unit-element.ts';

/** Fired when a person wants the map as large as it goes, or no longer. */
export class EnlargeEvent extends Event {
  constructor() {
    super('enlarge', { bubbles: true, composed: true });
  }
}

/** Fired when a person wants values between the cells mixed, or no longer. */
export class SmoothEvent extends Event {
  constructor() {
    super('smooth');
  }
}

/**
 * @fires enlarge
 * @fires smooth
 */
@customElement('unit-heading')
export class UnitHeading extends UnitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
        min-height: 56px;
      }
      .names {
        flex: 1;
        min-width: 0;
      }
      h2 {
        margin: 0;
        font-size: 16px;
        font-weight: 600;
        line-height: 21px;
        letter-spacing: -0.01em;
      }
      .layer {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: var(--text-small);
        line-height: 17px;
        color: var(--ink-soft);
      }
      button.layer {
        min-height: 0;
        max-width: 100%;
        padding: 0;
        text-align: left;
        color: var(--accent);
        border-radius: 2px;
      }
      .tools {
        display: flex;
        gap: 0;
        margin-right: -6px;
        color: var(--ink-soft);
      }
      .tools button {
        padding: 0;
      }
      button[aria-pressed='true'] {
        color: var(--accent);
      }
      .pin[aria-pressed='true'] {
        color: var(--pin);
      }
      .pin[aria-pressed='true'] svg {
        fill: currentColor;
      }
      :host([toolsonly]) {
        min-height: 0;
      }
      :host([toolsonly]) .tools {
        margin: 0 0 0 -12px;
      }
      @media (pointer: coarse) {
        button.layer {
          min-height: var(--hit);
        }
      }
    `,
  ];

  @property({ type: Boolean }) smooth = false;
  /** Whether the names stand elsewhere already. */
  @property({ type: Boolean, reflect: true }) toolsonly = false;
  /** Whether this is the heading of the enlarged map. */
  @property({ type: Boolean }) enlarged = false;

  protected override view(): unknown {
    const unit = this.session.unit.value;
    if (!unit) return '';
    const words = this.words.unit;
    const layer = this.layerOf(unit.layer);
    const single = layer !== null && isRow(layer.shape);
    const isPinned = this.session.pins.value.some(({ address }) => sameUnit(address, unit));
    return html`<div class=${this.toolsonly ? 'unseen' : 'names'}>
        ${this.#layer(unit)}
        <h2>${this.channelName(layer, unit.cell.channel)}</h2>
      </div>
      <div class="tools">
        ${
          single
            ? ''
            : this.#toggle('smooth', words.smooth, this.smooth, unitIcons.smooth, () =>
                this.dispatchEvent(new SmoothEvent()),
              )
        }
        ${this.#toggle('pin', words.pin, isPinned, unitIcons.pin, () =>
          this.session.togglePin(unit),
        )}
        ${
          this.enlarged || single
            ? ''
            : this.#button(words.enlarge, '+', unitIcons.enlarge, () =>
                this.dispatchEvent(new EnlargeEvent()),
              )
        }
        ${
          this.enlarged
            ? ''
            : html`${this.#button(words.release, 'Esc', icons.close, () => this.session.release())}`
        }
      </div>`;
  }

  /** A way back where another layer is on screen. */
  #layer(unit: UnitAddress): TemplateResult {
    if (this.session.selectedLayer.value?.name === unit.layer) {
      return html`<span class="layer">${unit.layer}</span>`;
    }
    const label = this.say(this.words.unit.show, { layer: unit.layer });
    return html`<button type="button" class="layer" title=${label} @click=${() => this.go(unit)}>
      ${unit.layer}
    </button>`;
  }

  #toggle(
    name: string,
    label: string,
    pressed: boolean,
    icon: TemplateResult,
    act: () => void,
  ): TemplateResult {
    return html`<button
      type="button"
      class=${name}
      title=${label}
      aria-label=${label}
      aria-pressed=${pressed}
      @click=${act}
    >
      ${icon}
    </button>`;
  }

  #button(label: string, key: string, icon: TemplateResult, act: () => void): TemplateResult {
    return html`<button
      type="button"
      title=${`${label} (${key})`}
      aria-label=${label}
      @click=${act}
    >
      ${icon}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-heading': UnitHeading;
  }
}
