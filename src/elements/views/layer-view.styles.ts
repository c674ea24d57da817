/** How the middle of the studio is laid out. */
import { css } from 'lit';

export const layerViewStyles = css`
  :host {
    position: relative;
    display: grid;
    grid-template-rows: auto auto auto minmax(0, 1fr) auto;
    grid-template-columns: minmax(0, 1fr);
    min-height: 0;
    min-width: 0;
  }
  .grids {
    display: grid;
    grid-template: auto minmax(0, 1fr) / repeat(2, minmax(0, 1fr));
    grid-auto-flow: column;
    min-height: 0;
  }
  .alone {
    grid-template: minmax(200px, 1fr) / minmax(0, 1fr);
  }
  .caption {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    margin: 0;
    padding: 0 16px 4px;
    font-size: var(--text-small);
    min-width: 0;
  }
  .caption b {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .caption span {
    color: var(--ink-faint);
    white-space: nowrap;
  }
  .second {
    border-left: 1px solid var(--line);
  }
  layer-weights,
  layer-awaited {
    min-height: 200px;
    min-width: 0;
  }
  map-legend {
    min-height: calc(var(--hit) + 17px);
    border-top: 1px solid var(--line);
    margin-top: 4px;
  }
  map-legend:not(:defined) {
    display: block;
  }
  .progress {
    position: absolute;
    inset: 0 0 auto;
    height: 2px;
    overflow: hidden;
    animation: appear 1ms 150ms both;
  }
  .progress i {
    display: block;
    width: 30%;
    height: 100%;
    background: var(--accent);
    animation: pass 1.2s linear infinite;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @keyframes pass {
    from {
      transform: translateX(-100%);
    }
    to {
      transform: translateX(430%);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .progress i {
      width: 100%;
      animation: none;
    }
  }
  @media (max-width: 899.98px) {
    .grids:not(.alone) {
      grid-template: auto minmax(180px, 1fr) auto minmax(180px, 1fr) / minmax(0, 1fr);
      grid-auto-flow: row;
    }
    .caption {
      padding: 2px 12px;
    }
    .second {
      border-left: 0;
    }
    map-legend {
      min-height: calc(2 * var(--hit) + 13px);
    }
  }
`;
