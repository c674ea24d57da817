/** In the place of the maps of a layer whose weights are not there: what would stand here, and why it does not yet. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatBytes, formatShare } from '../../i18n/index.ts';
import type { LayerSummary } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { modelIcons } from './model-icons.ts';
import './layer-share.ts';
import { awaitingOf } from './transfer-progress.ts';

@customElement('layer-awaited')
export class LayerAwaited extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        place-content: center;
        min-width: 0;
        min-height: 0;
        padding: 16px;
        text-align: center;
        color: var(--ink-soft);
      }
      p {
        margin: 0 0 8px;
        max-width: 480px;
        overflow-wrap: anywhere;
      }
      .why {
        color: var(--ink);
      }
      layer-share {
        width: min(320px, 100%);
        height: 4px;
        border-radius: 2px;
        margin: 4px auto 12px;
      }
      button {
        justify-self: center;
        padding: 0 12px;
        color: var(--ink);
      }
    `,
  ];

  /** One that is in `session.arriving`. */
  @property({ attribute: false }) layer: LayerSummary | null = null;

  protected override view(): unknown {
    const { layer } = this;
    if (!layer) return nothing;
    const words = this.words.models.awaited;
    const awaiting = awaitingOf(layer, this.session.layers.value, this.session.transfer.value);
    const [count, height, width] = layer.shape;
    const isFlat = height === 1 && width === 1;
    const share = 'share' in awaiting ? formatShare(awaiting.share, this.language) : '';
    return html`<p>${this.say(isFlat ? words.numbers : words.maps, { count, height, width })}</p>
      <p class="why number">${this.say(words[awaiting.kind], { layer: awaiting.layer, share })}</p>
      ${share ? html`<layer-share layer=${awaiting.layer}></layer-share>` : nothing}
      ${awaiting.kind === 'paused' ? this.#resume() : nothing}
      ${awaiting.kind === 'dense' ? this.#fetch() : nothing}`;
  }

  #resume(): TemplateResult {
    return html`<button
      type="button"
      class="outlined"
      @click=${() => this.session.resumeTransfer()}
    >
      ${modelIcons.resume}${this.words.models.transfer.resume}
    </button>`;
  }

  #fetch(): TemplateResult | typeof nothing {
    const scoring = this.session.scoring.value;
    // Another transfer would take the place of the present one.
    if (scoring.state !== 'fetchable' || this.session.transfer.value) return nothing;
    const bytes = formatBytes(scoring.bytes, this.language);
    return html`<button
      type="button"
      class="outlined"
      @click=${() => void this.session.fetchDense()}
    >
      ${this.say(this.words.models.scores.fetch, { bytes })}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'layer-awaited': LayerAwaited;
  }
}
