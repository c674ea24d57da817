/** How a picture of a lab looks: the board with canvases and marks, as large as fits. */
import { css } from 'lit';

/** Styles of `<lab-stage>`. */
export const stageStyles = css`
  :host {
    display: block;
    min-width: 0;
    min-height: 0;
  }
  .room {
    display: grid;
    place-items: center;
    width: 100%;
    height: 100%;
    container-type: size;
  }
  .board {
    position: relative;
    aspect-ratio: var(--aspect);
    width: calc(min(100cqw, 100cqh * var(--aspect), 100cqw * var(--aspect)) * var(--size));
    touch-action: pinch-zoom;
    cursor: crosshair;
    user-select: none;
  }
  .board.input {
    background: repeating-linear-gradient(-45deg, var(--line) 0 1px, transparent 1px 6px)
      var(--ground);
    box-shadow: 0 0 0 1px var(--line);
  }
  .board.output {
    box-shadow: 0 0 0 1px var(--line);
  }
  .board:focus-visible {
    outline-offset: 3px;
  }
  lab-canvas {
    position: absolute;
  }
  /* A dot in each cell, so that the picture below stays visible. */
  .over {
    mask: radial-gradient(closest-side, #000 52%, transparent 58%) 0 0 / var(--cell);
  }
  svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    overflow: visible;
    pointer-events: none;
  }
  path {
    fill: none;
    vector-effect: non-scaling-stroke;
  }
  .halo {
    stroke: rgb(0 0 0 / 55%);
    stroke-width: 5px;
  }
  .frame {
    stroke: #4cc2ee;
    stroke-width: 2.5px;
  }
  .taps {
    fill: rgb(76 194 238 / 45%);
    stroke: rgb(0 0 0 / 45%);
    stroke-width: 1px;
  }
  .copied {
    fill: rgb(76 194 238 / 25%);
    stroke: #4cc2ee;
    stroke-width: 1.5px;
    stroke-dasharray: 3 2;
  }
  .linked {
    fill: rgb(76 194 238 / 45%);
    stroke: #4cc2ee;
    stroke-width: 1.5px;
  }
  .linked-halo {
    stroke: rgb(0 0 0 / 55%);
    stroke-width: 3.5px;
  }
  .veil {
    --veiled: color-mix(in srgb, var(--ground) 88%, var(--ink));
    fill: var(--veiled);
    fill-opacity: 0.95;
    stroke: var(--veiled);
    stroke-width: 1px;
  }
`;
