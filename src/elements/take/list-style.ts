/** How lists of what can be taken away look: headings, and rows that are buttons. */
import { css } from 'lit';

/** Styles shared by the lists of the explorer and of the labs. */
export const takeListStyles = css`
  :host {
    display: block;
  }
  h2 {
    margin: 12px 0 2px;
    font-size: var(--text-small);
    font-weight: 400;
    color: var(--ink-faint);
  }
  h2:first-child {
    margin-top: 0;
  }
  button.row {
    display: flex;
    width: calc(100% + 16px);
    justify-content: flex-start;
    margin: 0 -8px;
    text-align: left;
  }
`;
