/** A picture that grows, drawn with its own pixels and shown as large as the place is. Knows no session. */
import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { DreamPicture } from '../../../session/index.ts';

/** `stamp` says that the same place of the same image holds something newer. */
@customElement('dream-picture')
export class DreamPictureView extends LitElement {
  static override styles = css`
    :host {
      display: block;
      aspect-ratio: 1;
      background: var(--raised);
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
      border-radius: inherit;
    }
    canvas[hidden] {
      display: none;
    }
  `;

  @property({ attribute: false, hasChanged: isOther }) picture: DreamPicture | null = null;
  @property({ attribute: false }) stamp: unknown = null;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  protected override render(): TemplateResult {
    return html`<canvas aria-hidden="true" ?hidden=${this.picture === null}></canvas>`;
  }

  protected override updated(): void {
    const { canvas, picture } = this;
    if (!picture) return;
    const { size } = picture;
    if (canvas.width !== size) {
      canvas.width = size;
      canvas.height = size;
    }
    drawDream(canvas.getContext('2d'), picture, 0, 0, size);
  }
}

/** Draws a picture with its corner at (x, y), `side` pixels wide. */
export function drawDream(
  context: CanvasRenderingContext2D | null,
  { image, x, y, size }: DreamPicture,
  left: number,
  top: number,
  side: number,
): void {
  context?.drawImage(image, x, y, size, size, left, top, side, side);
}

function isOther(a: DreamPicture | null, b: DreamPicture | null | undefined): boolean {
  if (!a || !b) return a !== b;
  return a.image !== b.image || a.x !== b.x || a.y !== b.y || a.size !== b.size;
}

declare global {
  interface HTMLElementTagNameMap {
    'dream-picture': DreamPictureView;
  }
}
