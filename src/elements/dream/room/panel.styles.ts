/** How the panels beside the pictures look: sections with a heading, rows of a label and a control, soft lines that explain. */
import { css } from 'lit';

/** Shared by the panels of the room. */
export const panelStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  h2 {
    margin: 0 0 4px;
    color: var(--ink-soft);
    font-size: var(--text-small);
    font-weight: 600;
  }
  .section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    padding: 12px 16px;
    border-bottom: 1px solid var(--line);
  }
  .row,
  label {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 4px 8px;
    min-width: 0;
    min-height: var(--hit);
  }
  label,
  .name {
    color: var(--ink-soft);
  }
  label.check {
    justify-content: flex-start;
    color: var(--ink);
    cursor: pointer;
  }
  .says {
    margin: 0;
    color: var(--ink-soft);
    font-size: var(--text-small);
    line-height: var(--leading);
  }
  .wrong {
    margin: 0;
    color: var(--bad);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }
  .wrong:empty {
    display: none;
  }
  input[type='text'] {
    width: 6em;
    min-width: 0;
    min-height: var(--hit);
    padding: 0 8px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--ground);
    color: var(--ink);
    font-variant-numeric: tabular-nums;
  }
  input[aria-invalid='true'] {
    border-color: var(--bad);
  }
  input[type='checkbox'] {
    flex: none;
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--accent);
    cursor: pointer;
  }
  input[type='range'] {
    flex: 1;
    width: 48px;
    min-width: 48px;
    height: var(--hit);
    margin: 0;
    accent-color: var(--accent);
    cursor: pointer;
  }
  :disabled {
    cursor: default;
  }
  label:has(:disabled) {
    color: var(--ink-faint);
  }
  ui-select {
    min-width: 0;
  }
`;
