/** How the panels of a task look: a heading with its controls, numbers, and a sentence. */
import { css } from 'lit';

/** For every panel below `<lab-task>`. */
export const task = css`
  :host {
    display: block;
    min-width: 0;
  }
  h3 {
    margin: 0;
    font-size: var(--text);
    font-weight: 600;
    white-space: nowrap;
  }
  p {
    margin: 0;
    font-size: var(--text-small);
    color: var(--ink-soft);
    text-wrap: pretty;
  }
  button {
    font-size: var(--text-small);
    white-space: nowrap;
  }
  button:disabled {
    color: var(--ink-faint);
    cursor: default;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    min-height: var(--hit);
  }
  .verdict {
    color: var(--ink);
  }
  .bad {
    color: var(--bad);
  }
`;
