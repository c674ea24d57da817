/** How the grid of maps looks. */
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
