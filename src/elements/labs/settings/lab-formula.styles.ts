/** How the formula of the output's size is set: symbols, and below each the number in its place. */
import { css } from 'lit';

/** Of `<lab-formula>`. */
export const formulaStyles = css`
  :host {
    display: block;
    min-width: 0;
    padding: 8px 16px 12px;
  }
  h2 {
    margin: 0 0 4px;
    min-height: var(--hit);
    align-content: center;
    color: var(--ink-soft);
    font-size: var(--text-small);
    font-weight: 600;
  }
  .beside {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 24px;
  }
  .scroll {
    min-width: 0;
    max-width: 100%;
    overflow-x: auto;
  }
  .formula {
    display: inline-grid;
    grid-auto-columns: max-content;
    column-gap: 5px;
    line-height: 24px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .cell {
    align-self: center;
    justify-self: center;
  }
  .whole {
    align-self: center;
  }
  .symbol {
    font-family: 'Cambria Math', 'STIX Two Math', Cambria, Georgia, 'Times New Roman', serif;
    font-size: calc(var(--text) + 2px);
    font-style: italic;
  }
  .symbol.below {
    display: inline-block;
    min-width: 24px;
    text-align: center;
    /* Of its button, whose line does not reach into a block. */
    text-decoration: underline dotted var(--line-strong) 1px;
    text-underline-offset: 3px;
  }
  .symbol sub {
    font: 9px / 1 var(--font);
  }
  .numbers {
    color: var(--ink);
  }
  .operator {
    color: var(--ink-soft);
  }
  .result {
    color: var(--accent);
    font-weight: 600;
  }
  .axis {
    color: var(--ink-soft);
  }
  .bracket {
    width: 5px;
    margin: 3px 0;
    border: 0 solid var(--ink-soft);
    border-bottom-width: 1.5px;
  }
  .bracket.open {
    border-left-width: 1.5px;
  }
  .bracket.close {
    border-right-width: 1.5px;
  }
  .bar {
    align-self: start;
    border-top: 1px solid var(--line-strong);
  }
  .gap {
    height: 6px;
  }
  .facts {
    flex: 1 1 150px;
  }
  .facts b {
    color: var(--ink);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  p {
    margin: 0;
    color: var(--ink-soft);
    font-size: var(--text-small);
    line-height: 1.5;
  }
  @media (max-width: 899.98px) {
    .formula {
      column-gap: 3px;
      font-size: 13px;
    }
    .symbol {
      font-size: 15px;
    }
  }
`;
