/** Weights on their way: of what, how far, how fast, how long; to pause, to resume, to cancel. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatBytes, formatDuration } from '../../i18n/index.ts';
import type { Transfer } from '../../session/index.ts';
import { FollowController } from '../controllers/follow.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { icons } from '../ui/icons.ts';
import { modelIcons } from './model-icons.ts';
import { hostOf } from './model-source.ts';
import { barParts, isWorthSaying, layerOnTheWay, shareOf } from './transfer-progress.ts';
import type { Spoken } from './transfer-progress.ts';
import { transferStripStyles } from './transfer-strip.styles.ts';

const HUNDRED = 100;

/** Shows nothing while nothing is on its way. */
@customElement('transfer-strip')
export class TransferStrip extends StudioElement {
  static override styles = [base, controls, transferStripStyles];

  @query('[role="status"]') private readonly status!: HTMLElement;
  #spoken: Spoken | null = null;

  constructor() {
    super();
    new FollowController(this, () => this.#speak());
  }

  protected override view(): unknown {
    const transfer = this.session.transfer.value;
    return html`<span class="unseen" role="status"></span
      >${transfer ? this.#strip(transfer) : nothing}`;
  }

  #strip(transfer: Transfer): TemplateResult {
    const state = this.#state(transfer);
    const from = this.#from(transfer);
    const layer = layerOnTheWay(transfer)?.name ?? '';
    return html`<div
      role="group"
      class="strip ${transfer.state}"
      aria-label=${this.words.models.transfer.label}
    >
      <div class="what">
        <span class="title">${this.#title(transfer)}</span>
        ${from ? html`<span class="state">${from}</span>` : nothing}
        <span class="state now">${state}</span>
        ${transfer.state === 'running' ? html`<span class="narrow">${layer}</span>` : nothing}
      </div>
      <div class="facts number">
        ${this.#facts(transfer)}
        ${transfer.state === 'running' ? nothing : html`<span class="narrow">${state}</span>`}
      </div>
      ${this.#tools(transfer)} ${this.#bar(transfer)}
    </div>`;
  }

  #facts({ state, received, total, rate, secondsLeft }: Transfer): TemplateResult {
    const { transfer: words } = this.words.models;
    const bytes = {
      received: formatBytes(received, this.language),
      total: formatBytes(total, this.language),
    };
    const isMoving = state === 'running';
    return html`${total > 0 && state !== 'opening' ? html`<span>${this.say(words.bytes, bytes)}</span>` : nothing}
    ${
      isMoving && rate !== null
        ? html`<span class="rate"
            >${this.say(words.rate, { size: formatBytes(rate, this.language) })}</span
          >`
        : nothing
    }
    ${
      isMoving && secondsLeft !== null
        ? html`<span class="left"
            >${this.say(words.left, { time: formatDuration(secondsLeft, this.language) })}</span
          >`
        : nothing
    }`;
  }

  #tools({ state }: Transfer): TemplateResult {
    const { transfer: words } = this.words.models;
    const isPaused = state === 'paused';
    const switching = isPaused ? words.resume : words.pause;
    return html`<div class="tools">
      ${
        isPaused || state === 'running'
          ? html`<button
              type="button"
              aria-label=${switching}
              title=${switching}
              @click=${() => (isPaused ? this.session.resumeTransfer() : this.session.pauseTransfer())}
            >
              ${isPaused ? modelIcons.resume : modelIcons.pause}
            </button>`
          : nothing
      }
      <button
        type="button"
        aria-label=${words.cancel}
        title=${words.cancel}
        @click=${() => this.session.cancelTransfer()}
      >
        ${icons.close}
      </button>
    </div>`;
  }

  #bar(transfer: Transfer): TemplateResult {
    const parts = barParts(transfer, this.session.layers.value);
    if (transfer.state === 'opening' || parts.length === 0) {
      return html`<div class="bar sweep"><i></i></div>`;
    }
    return html`<div
      class="bar"
      role="progressbar"
      aria-label=${this.words.models.transfer.bar}
      aria-valuenow=${Math.floor(HUNDRED * shareOf(transfer))}
    >
      ${parts.map(
        ({ name, weight, share }) =>
          html`<span title=${name} style=${styleMap({ flex: `${weight} 1 0` })}
            ><i style=${styleMap({ transform: `scaleX(${share})` })}></i
          ></span>`,
      )}
    </div>`;
  }

  #title({ name, part }: Transfer): string {
    return this.say(this.words.models.transfer.parts[part], { name });
  }

  #from({ from, model }: Transfer): string {
    const url = this.session.models.value.find(({ id }) => id === model)?.url;
    const host = hostOf(url);
    if (from === 'network' && !host) return '';
    return this.say(this.words.models.transfer.from[from], { host });
  }

  #state(transfer: Transfer): string {
    const { states } = this.words.models.transfer;
    const layer = layerOnTheWay(transfer)?.name;
    const isWhole = transfer.state === 'running' && layer === undefined;
    return isWhole ? states.checking : this.say(states[transfer.state], { layer: layer ?? '' });
  }

  /** For those who listen: not every number, only what is new. */
  #speak(): void {
    const transfer = this.session.transfer.value;
    if (!transfer) {
      this.#spoken = null;
      this.status.textContent = '';
      return;
    }
    const now = performance.now();
    if (!isWorthSaying(transfer, this.#spoken, now)) return;
    const layer = layerOnTheWay(transfer)?.name ?? '';
    this.#spoken = { state: transfer.state, layer, at: now };
    this.status.textContent = this.say(this.words.models.transfer.spoken, {
      what: this.#title(transfer),
      received: formatBytes(transfer.received, this.language),
      total: formatBytes(transfer.total, this.language),
      state: this.#state(transfer),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'transfer-strip': TransferStrip;
  }
}
