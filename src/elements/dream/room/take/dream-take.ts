/** The button for what can be taken away of the room. What it needs is loaded when it is wanted. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { base } from '../../../styles/controls.ts';
import '../../../ui/ui-popover.ts';
import { RoomElement } from '../room-element.ts';
import { roomIcons } from '../room-icons.ts';
import type { DreamTakeList } from './dream-take-list.ts';

@customElement('dream-take')
export class DreamTake extends RoomElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        color: var(--ink-soft);
      }
      .room {
        width: min(300px, calc(100vw - 48px));
      }
    `,
  ];

  @state() private hasList = false;
  @query('dream-take-list') private readonly list!: DreamTakeList | null;

  protected override view(): unknown {
    return html`<ui-popover label=${this.room.take.open} @click=${this.#opened}>
      <span slot="button">${roomIcons.save}</span>
      <div class="room">${this.hasList ? html`<dream-take-list></dream-take-list>` : nothing}</div>
    </ui-popover>`;
  }

  readonly #opened = (event: Event): void => {
    if (this.list && event.composedPath().includes(this.list)) return;
    this.list?.clear();
    void this.#load();
  };

  async #load(): Promise<void> {
    await import('./dream-take-list.ts');
    this.hasList = true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dream-take': DreamTake;
  }
}
