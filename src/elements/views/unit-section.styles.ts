/** How a section of the unit's panel looks. */
import { css } from 'lit';

export const sectionStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  h3 {
    margin: 0 0 6px;
    font-size: var(--text-small);
    font-weight: 600;
    color: var(--ink-soft);
  }
`;
