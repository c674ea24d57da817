/** How the grid of maps, and the marks of pinned units look. */
import { css } from 'lit';

export const layerGridStyles = css`
  :host {
    display: block;
    position: relative;
    min-height: 0;
    min-width: 0;
    /* On the maps, which are dark in both themes. */
    --pin-mark: #f39a4e;
  }
  .room {
    position: absolute;
    inset: 0 12px;
    padding: 4px;
  }
  canvas {
    cursor: crosshair;
    -webkit-touch-callout: none;
    user-select: none;
    transition: opacity 150ms;
  }
  canvas.waiting {
    opacity: 0.55;
    transition-delay: 400ms;
  }
  canvas:focus-visible {
    border-radius: 0;
  }
  .pinned,
  .pin {
    position: absolute;
    left: 0;
    top: 0;
    pointer-events: none;
  }
  .pinned {
    outline: 1px solid var(--pin-mark);
  }
  .pin::before {
    content: '';
    position: absolute;
    left: -4px;
    top: -4px;
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--pin-mark);
    box-shadow: 0 0 0 1.5px rgb(0 0 0 / 75%);
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
