/** A canvas that shows a plane of the lab: one of its pixels is a cell. A new canvas for every time it is put into the page. */
import { css } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LabPlane, LabView } from '../../../session/index.ts';
import { LabElement } from '../lab-element.ts';

@customElement('lab-canvas')
export class LabCanvasElement extends LabElement {
  static override styles = css`
    :host {
      display: block;
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
      image-rendering: pixelated;
    }
  `;

  @property() plane: LabPlane | null = null;
  #canvas: HTMLCanvasElement | null = null;
  #view: LabView | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#view?.dispose();
    this.#view = null;
    this.#canvas = null;
  }

  protected override view(): unknown {
    this.#canvas ??= document.createElement('canvas');
    return this.#canvas;
  }

  protected override updated(): void {
    if (!this.#canvas || !this.isConnected) return;
    this.#view ??= this.lab.attach(this.#canvas);
    this.#view.show(this.plane);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-canvas': LabCanvasElement;
  }
}
