/** How the parts of the settings of a lab look: rows of a label and a control, and a soft line below that explains it. */
import { css } from 'lit';

/** Shared by every part of the settings. */
export const settingsStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    min-width: 0;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 8px;
    min-width: 0;
  }
  .row > ui-select {
    min-width: 0;
    max-width: 100%;
  }
  label {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-height: var(--hit);
    color: var(--ink-soft);
  }
  input[type='number'] {
    width: 5em;
    min-height: var(--hit);
    padding: 0 4px 0 8px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--ground);
    color: var(--ink);
    font-variant-numeric: tabular-nums;
  }
  input[type='range'] {
    flex: 1;
    min-width: 48px;
    width: 48px;
    height: var(--hit);
    margin: 0;
    accent-color: var(--accent);
    cursor: pointer;
  }
  output {
    min-width: 1.5em;
    color: var(--ink);
    font-variant-numeric: tabular-nums;
    text-align: right;
  }
  .says {
    margin: 0;
    color: var(--ink-soft);
    font-size: var(--text-small);
    line-height: 1.4;
  }
  ui-segments[stacked] {
    margin-right: -2px;
  }
`;
