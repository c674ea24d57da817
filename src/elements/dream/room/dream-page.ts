/** The dream room over the whole page: its head, and which of its two views is open. Is open as long as it is there. */
import { ContextProvider } from '@lit/context';
import { css, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DreamFace, DreamView } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import '../../ui/ui-segments.ts';
import '../../views/person-settings.ts';
import './dream-overview.ts';
import './dream-study.ts';
import { RoomElement, dreamContext } from './room-element.ts';
import { roomIcons } from './room-icons.ts';
import './take/dream-take.ts';

const VIEWS: readonly DreamView[] = ['overview', 'study'];

/** @fires close - the person wants to leave. */
@customElement('dream-page')
export class DreamPage extends RoomElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        position: fixed;
        inset: 0;
        z-index: 5;
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
        background: var(--ground);
      }
      header {
        display: flex;
        align-items: center;
        gap: 4px 12px;
        min-width: 0;
        min-height: var(--bar);
        padding: 0 12px;
        border-bottom: 1px solid var(--line);
        white-space: nowrap;
      }
      h1 {
        margin: 0;
        font-size: 16px;
        letter-spacing: -0.01em;
      }
      .divider {
        width: 1px;
        height: 20px;
        background: var(--line);
      }
      .space {
        flex: 1;
      }
      main {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        min-width: 0;
        min-height: 0;
      }
      dream-overview {
        overflow: auto;
        overscroll-behavior: contain;
      }
      @media (max-width: 899.98px) {
        header {
          flex-wrap: wrap;
          padding: 4px 8px;
        }
        .divider {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) face: DreamFace | null = null;

  readonly #provider = new ContextProvider(this, { context: dreamContext });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('face') && this.face) this.#provider.setValue(this.face);
  }

  protected override view(): unknown {
    const { face, room: words } = this;
    if (!face) return nothing;
    const view = face.view.value;
    return html`<header>
        <button type="button" aria-label=${words.back} title=${words.back} @click=${this.#close}>
          ${roomIcons.back}
        </button>
        <h1>${words.name}</h1>
        <span class="divider"></span>
        <ui-segments
          label=${words.view}
          .segments=${VIEWS.map((value) => ({
            value,
            label: words.says[value],
            text: words.views[value],
          }))}
          .value=${view}
          @choose=${({ value }: ChooseEvent) => face.show(value === 'study' ? 'study' : 'overview')}
        ></ui-segments>
        <span class="space"></span>
        ${view === 'study' ? html`<dream-take></dream-take>` : nothing}
        <span class="divider"></span>
        <person-settings></person-settings>
      </header>
      <main>
        <dream-overview ?hidden=${view !== 'overview'}></dream-overview>
        ${view === 'study' ? html`<dream-study></dream-study>` : nothing}
      </main>`;
  }

  readonly #close = (): void => {
    this.dispatchEvent(new Event('close'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'dream-page': DreamPage;
  }
}
