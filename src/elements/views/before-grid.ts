/** All channels of the layer before the chosen one: pointing gives only a tip, and what feeds the unit is framed. */
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { GridLayout } from '../../math/index.ts';
import type { GridView, LayerSummary } from '../../session/index.ts';
import { beforeTarget } from './before-target.ts';
import type { GridTarget } from './grid-target.ts';
import './grid-window.ts';
import { LayerGrid } from './layer-grid.ts';

/** @fires unit-menu */
@customElement('before-grid')
export class BeforeGrid extends LayerGrid {
  protected override aim(): GridTarget {
    return beforeTarget(this.session);
  }

  protected override attach(canvas: HTMLCanvasElement): GridView {
    return this.session.attachGrid(canvas, 'before');
  }

  protected override names(): { readonly label: string; readonly keys: string } {
    const { label, keysBefore } = this.words.colour.grid;
    return { label, keys: keysBefore };
  }

  protected override overlay(layout: GridLayout, layer: LayerSummary): unknown {
    return html`<grid-window .layout=${layout} .layer=${layer}></grid-window>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'before-grid': BeforeGrid;
  }
}
