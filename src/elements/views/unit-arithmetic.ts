/** "How was this number made?": the sum behind the unit, read from top to bottom; asked for only while it is open. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { sameUnit } from '../../session/index.ts';
import type { Arithmetic, LayerSummary } from '../../session/index.ts';
import { FollowController } from '../controllers/follow.ts';
import { NARROW } from '../controllers/media-query.ts';
import { base, controls } from '../styles/controls.ts';
import { cellBefore } from './term-target.ts';
import { primaryOf } from './primaries.ts';
import { UnitElement } from './unit-element.ts';
import { sectionStyles } from './unit-section.styles.ts';
import './unit-terms.ts';
import './unit-window.ts';

@customElement('unit-arithmetic')
export class UnitArithmetic extends UnitElement {
  static override styles = [
    base,
    controls,
    sectionStyles,
    css`
      summary {
        display: flex;
        align-items: center;
        gap: 4px;
        min-height: var(--hit);
        font-size: var(--text-small);
        font-weight: 600;
        color: var(--ink-soft);
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary::before {
        content: '';
        width: 6px;
        height: 6px;
        margin: 0 4px 0 2px;
        border: solid currentColor;
        border-width: 0 1.5px 1.5px 0;
        transform: rotate(-45deg);
      }
      [open] > summary::before {
        transform: translateY(-1px) rotate(45deg);
      }
      .body {
        transition: opacity var(--quick);
      }
      .stale {
        opacity: 0.5;
      }
      p {
        margin: 0 0 4px;
        font-size: var(--text-small);
        color: var(--ink-soft);
      }
      button.go {
        margin-left: -8px;
        color: var(--accent);
        font-size: var(--text-small);
      }
    `,
  ];

  @state() private open = !matchMedia(NARROW).matches;
  @query('.body') private readonly body!: HTMLElement | null;

  constructor() {
    super();
    new FollowController(this, () => this.#dim());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.session.setArithmetic(this.open);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.setArithmetic(false);
  }

  protected override view(): unknown {
    return html`<details ?open=${this.open} @toggle=${this.#toggled}>
      <summary>${this.words.unit.sum.title}</summary>
      <div class="body">${this.open ? this.#body(this.session.arithmetic.value) : ''}</div>
    </details>`;
  }

  protected override firstUpdated(): void {
    this.session.setArithmetic(this.open);
  }

  #toggled(event: Event): void {
    if (!(event.currentTarget instanceof HTMLDetailsElement)) return;
    this.open = event.currentTarget.open;
    this.session.setArithmetic(this.open);
  }

  /** The sum of another unit than the one pointed at is still worth seeing, but not as this one's. */
  #dim(): void {
    const { unit, arithmetic } = this.session;
    const shown = arithmetic.value?.address ?? null;
    this.body?.classList.toggle('stale', shown !== null && !sameUnit(shown, unit.value));
  }

  #body(arithmetic: Arithmetic | null): TemplateResult {
    const { sum: words } = this.words.unit;
    const layer = this.layerOf(arithmetic?.address.layer);
    if (!arithmetic || !layer) return html`<p>${words.rest}</p>`;
    const before = this.layerOf(arithmetic.before);
    if (!before) {
      const { channel } = arithmetic.address.cell;
      const primary = primaryOf(this.session.model.value, channel) ?? 'red';
      return html`<p>${words.given[primary]}</p>`;
    }
    if (layer.kind === 'flatten') return this.#copied(arithmetic, layer, before);
    if (arithmetic.window) return html`<unit-window .arithmetic=${arithmetic}></unit-window>`;
    return html`<unit-terms .arithmetic=${arithmetic}></unit-terms>`;
  }

  #copied({ address }: Arithmetic, layer: LayerSummary, before: LayerSummary): TemplateResult {
    const cell = cellBefore(layer, before, address.cell, 0);
    const name = this.channelName(before, cell.channel);
    const { copied, go } = this.words.unit.sum;
    return html`<p>${this.say(copied, { name, layer: before.name, ...cell })}</p>
      <button type="button" class="go" @click=${() => this.go({ layer: before.name, cell })}>
        ${this.say(go, { name, layer: before.name })}
      </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-arithmetic': UnitArithmetic;
  }
}
