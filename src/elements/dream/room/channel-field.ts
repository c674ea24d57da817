/** The number of a channel: typed, or walked one by one. What is no channel is said below. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base, controls } from '../../styles/controls.ts';
import { readChannel } from '../../views/channel-number.ts';
import { panelStyles } from './panel.styles.ts';
import { RoomElement } from './room-element.ts';
import { roomIcons } from './room-icons.ts';

/** Fired by `<channel-field>` when a person chose a channel. */
export class ChannelEvent extends Event {
  readonly channel: number;

  constructor(channel: number) {
    super('channel');
    this.channel = channel;
  }
}

/** @fires channel */
@customElement('channel-field')
export class ChannelField extends RoomElement {
  static override styles = [
    base,
    controls,
    panelStyles,
    css`
      .walk {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      input[type='text'] {
        width: 5em;
        text-align: center;
      }
      button:disabled {
        color: var(--ink-faint);
        background: none;
      }
    `,
  ];

  @property() label = '';
  @property() layer = '';
  @property({ type: Number }) channel = 0;
  /** Channels of the layer. */
  @property({ type: Number }) count = 1;
  @state() private wrong = '';

  protected override view(): unknown {
    const { study: words } = this.room;
    const { channel, count } = this;
    return html`<div class="row">
        <span class="name" id="name">${this.label}</span>
        <span class="walk" role="group" aria-labelledby="name">
          <button
            type="button"
            aria-label=${words.previous}
            title=${words.previous}
            ?disabled=${channel <= 0}
            @click=${() => this.#choose(channel - 1)}
          >
            ${roomIcons.previous}
          </button>
          <input
            type="text"
            inputmode="numeric"
            autocomplete="off"
            aria-label=${this.label}
            aria-invalid=${this.wrong ? 'true' : nothing}
            aria-describedby="wrong"
            .value=${String(channel)}
            @change=${this.#typed}
          />
          <button
            type="button"
            aria-label=${words.next}
            title=${words.next}
            ?disabled=${channel >= count - 1}
            @click=${() => this.#choose(channel + 1)}
          >
            ${roomIcons.next}
          </button>
        </span>
      </div>
      <p class="wrong" id="wrong" role="alert">${this.wrong}</p>`;
  }

  readonly #typed = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement)) return;
    const read = readChannel(target.value, this.count);
    if (read.kind === 'channel') {
      this.#choose(read.channel);
      return;
    }
    const { layer } = this;
    this.wrong = this.say(this.room.study.wrongChannel, { layer, last: this.count - 1 });
  };

  #choose(channel: number): void {
    this.wrong = '';
    this.dispatchEvent(new ChannelEvent(channel));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'channel-field': ChannelField;
  }
  interface HTMLElementEventMap {
    channel: ChannelEvent;
  }
}
