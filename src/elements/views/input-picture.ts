/** The picture as the network receives it, with its title and credit. */
import { css, html } from 'lit';
import type { PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CanvasView, PictureSummary } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';

/** `compact`: the picture alone, its credit on hover. */
@customElement('input-picture')
export class InputPicture extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      figure {
        display: grid;
        grid-template-columns: 96px minmax(0, 1fr);
        gap: 12px;
        margin: 0;
      }
      canvas {
        display: block;
        width: 96px;
        height: 96px;
        border-radius: 4px;
        background: var(--line);
        image-rendering: pixelated;
      }
      figcaption {
        display: flex;
        flex-direction: column;
        justify-content: center;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .title {
        font-weight: 600;
      }
      .what,
      .credit {
        font-size: var(--text-tiny);
        color: var(--ink-faint);
      }
      .credit {
        color: var(--ink-soft);
      }
      :host([compact]) figure {
        display: block;
      }
      :host([compact]) canvas {
        width: 64px;
        height: 64px;
      }
      :host([compact]) figcaption {
        display: none;
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) compact = false;
  #view: CanvasView | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#attach();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#view?.dispose();
    this.#view = null;
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    this.#attach();
  }

  protected override view(): unknown {
    const picture = this.session.picture.value;
    const size = this.session.inputSize.value;
    const title = picture ? this.inLanguage(picture.title) : '';
    const credit = picture ? this.#credit(picture) : this.words.picture.none;
    return html`<figure title=${this.compact ? `${title} (${credit})` : ''}>
      <canvas
        role="img"
        aria-label=${`${this.say(this.words.picture.inputAlt, { size })}. ${title}`}
      ></canvas>
      <figcaption>
        ${picture ? html`<span class="what">${this.words.picture.input}</span>` : ''}
        <span class="title">${title}</span>
        <span class="credit" title=${this.#source(picture)}>${credit}</span>
      </figcaption>
    </figure>`;
  }

  #attach(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas && !this.#view) this.#view = this.session.attachPicture(canvas);
  }

  #credit({ sample, width, height }: PictureSummary): string {
    const { credit, own } = this.words.picture;
    if (!sample) return this.say(own, { width, height });
    return this.say(credit, { author: sample.author, licence: sample.licence });
  }

  #source(picture: PictureSummary | null): string {
    if (!picture?.sample) return '';
    const { source, change } = picture.sample;
    return this.say(this.words.picture.creditSource, { source, change });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'input-picture': InputPicture;
  }
}
