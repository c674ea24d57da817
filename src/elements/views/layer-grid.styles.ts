/** How the grid of maps, its cursor and its tooltip look. */
import { css } from 'lit';

export const layerGridStyles = css`
  :host {
    display: block;
    position: relative;
    min-height: 0;
    min-width: 0;
  }
  .room {
    position: absolute;
    inset: 0 12px;
    padding: 4px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
  }
  .stage {
    position: relative;
  }
  canvas {
    display: block;
    width: 100%;
    height: 100%;
    cursor: crosshair;
    touch-action: pan-y;
    transition: opacity 150ms;
  }
  canvas.waiting {
    opacity: 0.55;
    transition-delay: 400ms;
  }
  canvas:focus-visible {
    border-radius: 0;
  }
  .tile,
  .cell {
    position: absolute;
    pointer-events: none;
  }
  .tile {
    outline: 2px solid var(--accent);
    border-radius: 1px;
  }
  .cell {
    outline: 1px solid #fff;
    box-shadow: 0 0 0 2px rgb(0 0 0 / 70%);
  }
  .tip {
    position: absolute;
    z-index: 1;
    padding: 3px 8px;
    border-radius: var(--radius);
    background: var(--floating);
    color: var(--ink);
    border: 1px solid var(--line);
    box-shadow: var(--shadow);
    font-size: var(--text-small);
    white-space: nowrap;
    pointer-events: none;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    color: var(--ink-faint);
    text-align: center;
    padding: 16px;
  }
  @media (max-width: 899.98px) {
    .room {
      inset: 0 8px;
    }
  }
`;
