/** The button for what can be taken away of a lab. What it needs is loaded when it is wanted. */
import { css, html, nothing, svg } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { base } from '../../styles/controls.ts';
import { stroke } from '../../ui/icons.ts';
import '../../ui/ui-popover.ts';
import { LabElement } from '../lab-element.ts';
import type { LabTakeList } from './lab-take-list.ts';

const ICON = stroke(
  svg`<path d="M8 2.25v8m-3.25-3L8 10.25l3.25-3M2.25 11v1.5a1.25 1.25 0 0 0 1.25 1.25h9a1.250 1.25 0 0 0 1.25-1.25V11"/>`,
);

@customElement('lab-take')
export class LabTake extends LabElement {
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
  @query('lab-take-list') private readonly list!: LabTakeList | null;

  protected override view(): unknown {
    return html`<ui-popover label=${this.words.take.open} @click=${this.#opened}>
      <span slot="button">${ICON}</span>
      <div class="room">${this.hasList ? html`<lab-take-list></lab-take-list>` : nothing}</div>
    </ui-popover>`;
  }

  readonly #opened = (event: Event): void => {
    if (this.list && event.composedPath().includes(this.list)) return;
    this.list?.clear();
    void this.#load();
  };

  async #load(): Promise<void> {
    await import('./lab-take-list.ts');
    this.hasList = true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-take': LabTake;
  }
}
