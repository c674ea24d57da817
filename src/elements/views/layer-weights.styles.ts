/** How the view of the learned values looks: tiles beside the facts, or above them where it is narrow. */
import { css } from 'lit';

export const layerWeightsStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    min-height: 0;
    min-width: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
  }
  .all {
    display: grid;
    grid-template:
      'tools tools' auto
      'plate facts' minmax(0, 1fr)
      'legend facts' auto
      / minmax(0, 1fr) 320px;
    height: 100%;
  }
  .tools {
    grid-area: tools;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    min-height: var(--hit);
    padding: 0 16px 4px;
  }
  .tools label {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .tools input {
    width: 64px;
    min-height: var(--hit);
    padding: 0 8px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--ground);
    font-variant-numeric: tabular-nums;
  }
  .soft {
    color: var(--ink-soft);
  }
  weights-plate {
    grid-area: plate;
    margin: 0 12px;
  }
  .facts {
    grid-area: facts;
    padding: 4px 16px 12px;
    border-left: 1px solid var(--line);
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
  }
  .pointed {
    min-height: 152px;
    margin-bottom: 16px;
  }
  .pointed h2 {
    margin: 0 0 4px;
    font-size: var(--text);
    font-weight: 600;
  }
  .pointed p {
    margin: 0;
    color: var(--ink-faint);
  }
  .pointed button {
    margin-left: -8px;
    color: var(--accent);
    text-align: left;
  }
  .three {
    min-height: 336px;
  }
  .legend {
    grid-area: legend;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    padding: 8px 16px;
    border-top: 1px solid var(--line);
  }
  .legend p {
    flex: 1 0 100%;
    margin: 0;
    color: var(--ink-faint);
    font-size: var(--text-small);
  }
  .bar {
    flex: 1;
    min-width: 64px;
    max-width: 480px;
    height: 12px;
    border-radius: 3px;
    forced-color-adjust: none;
  }
  .empty {
    display: grid;
    place-content: center;
    height: 100%;
    margin: 0;
    padding: 16px;
    color: var(--ink-faint);
    text-align: center;
  }
  @container (max-width: 639.98px) {
    .all {
      display: flex;
      flex-direction: column;
      height: auto;
    }
    weights-plate {
      flex: none;
      height: 300px;
    }
    .tools,
    .facts,
    .legend {
      padding-inline: 12px;
    }
    .facts {
      padding-top: 10px;
      overflow: visible;
      order: 1;
      border-left: 0;
      border-top: 1px solid var(--line);
    }
    .pointed {
      min-height: 0;
    }
  }
`;
