/** How the bar of the legend, its handles and its tick look. */
import { css } from 'lit';

export const legendBarStyles = css`
  :host {
    display: grid;
    grid-template-columns: auto var(--track, minmax(80px, 1fr)) auto;
    align-items: center;
    justify-content: start;
    gap: 10px;
    min-width: 0;
  }
  .end {
    min-width: 7ch;
    white-space: nowrap;
  }
  .end.low {
    text-align: right;
  }
  .track {
    position: relative;
    height: var(--hit);
    touch-action: pan-y;
  }
  .track.movable {
    cursor: ew-resize;
  }
  .bar {
    forced-color-adjust: none;
    position: absolute;
    inset: calc(50% - 6px) 0 auto;
    height: 12px;
    border-radius: 3px;
    overflow: hidden;
  }
  .colors,
  .clipped {
    position: absolute;
    inset: 0;
  }
  .clipped {
    background-image: repeating-linear-gradient(
      -45deg,
      rgb(128 128 128 / 55%) 0 1px,
      transparent 1px 5px
    );
  }
  .clipped.low {
    right: auto;
  }
  .clipped.high {
    left: auto;
  }
  .handle {
    position: absolute;
    top: 0;
    width: var(--hit);
    height: 100%;
    margin-left: calc(var(--hit) / -2);
    touch-action: pan-y;
  }
  .handle::before {
    content: '';
    position: absolute;
    inset: calc(50% - 9px) calc(50% - 2px);
    border-radius: 2px;
    background: var(--ink-soft);
    box-shadow: 0 0 0 1.5px var(--ground);
  }
  .handle:focus-visible {
    outline: none;
  }
  .handle:focus-visible::before {
    background: var(--accent);
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  @media (max-width: 899.98px) {
    .end.low {
      min-width: 4ch;
      text-align: left;
    }
  }
  @media (hover: hover) {
    .track:hover .handle::before {
      background: var(--ink);
    }
  }
`;
