/** How the picture with its map and the frame of the field look. */
import { css } from 'lit';

export const unitOverlayStyles = css`
  .head {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: var(--hit);
    margin: -6px 0 2px;
    font-size: var(--text-small);
    color: var(--ink-soft);
  }
  .head h3 {
    flex: 1;
    margin: 0;
  }
  label {
    display: flex;
    align-items: center;
    gap: 5px;
    min-height: var(--hit);
    cursor: pointer;
  }
  input {
    width: 14px;
    height: 14px;
    margin: 0;
    accent-color: var(--accent);
    cursor: inherit;
  }
  .picture {
    position: relative;
    isolation: isolate;
    overflow: hidden;
    background: #000;
    cursor: crosshair;
    touch-action: pan-y;
    forced-color-adjust: none;
  }
  canvas {
    position: absolute;
    display: block;
  }
  .photo,
  .patch {
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .alone :is(.photo, .patch) {
    visibility: hidden;
  }
  .pixelated {
    image-rendering: pixelated;
  }
  [hidden] {
    display: none;
  }
  /* Layers of their own: they move over the picture without painting anything again. */
  .field,
  .square,
  .dim {
    position: absolute;
    left: 0;
    top: 0;
    will-change: transform;
    pointer-events: none;
  }
  .field {
    box-shadow:
      inset 0 0 0 1px #fff,
      0 0 0 1px rgb(0 0 0 / 75%);
  }
  /* One pixel that is scaled to what lies outside of the field on one side. */
  .dim {
    width: 1px;
    height: 1px;
    background: rgb(0 0 0 / 40%);
    transform-origin: 0 0;
  }
  .square {
    min-width: 3px;
    min-height: 3px;
    outline: 1px solid #fff;
    box-shadow: 0 0 0 2px rgb(0 0 0 / 70%);
  }
  @media (pointer: coarse) {
    input {
      width: 20px;
      height: 20px;
    }
  }
`;
