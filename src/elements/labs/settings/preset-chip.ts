/** A button that shows what a kernel makes of a disc. Knows no lab. */
import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base } from '../../styles/controls.ts';
import { PRESET_SIDE, presetPicture } from './preset-picture.ts';

/** Its click is the button's. */
@customElement('preset-chip')
export class PresetChip extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      button {
        display: block;
        width: 100%;
        padding: 0;
        border: 0;
        border-radius: var(--radius);
        background: none;
        cursor: pointer;
      }
      canvas {
        display: block;
        width: 100%;
        aspect-ratio: 1;
        border-radius: 4px;
        image-rendering: pixelated;
      }
      button:hover canvas {
        box-shadow: 0 0 0 1px var(--line-strong);
      }
      button[aria-pressed='true'] canvas {
        box-shadow: 0 0 0 2px var(--accent);
      }
    `,
  ];

  /** What the kernel is called. */
  @property() label = '';
  @property({ type: Boolean }) pressed = false;
  @property({ attribute: false }) values: readonly number[] = [];
  @property({ type: Number }) size = 1;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  protected override render(): TemplateResult {
    return html`<button
      type="button"
      aria-label=${this.label}
      aria-pressed=${this.pressed}
      title=${this.label}
    >
      <canvas width=${PRESET_SIDE} height=${PRESET_SIDE}></canvas>
    </button>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('values') && !changed.has('size')) return;
    const picture = new ImageData(presetPicture(this.values, this.size), PRESET_SIDE);
    this.canvas.getContext('2d')?.putImageData(picture, 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'preset-chip': PresetChip;
  }
}
