/** How a column of the stages stands: in rows that all columns share, under a heading with a shape. */
import { css } from 'lit';

/** Styles of `<lab-side>`, `<lab-kernel>`, `<lab-window>` and `<lab-products>`. */
export const columnStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: subgrid;
    min-width: 0;
    min-height: 0;
  }
  header {
    display: flex;
    align-items: baseline;
    justify-content: center;
    gap: 8px;
  }
  h2 {
    margin: 0;
    font-size: var(--text);
    font-weight: 600;
  }
  .shape {
    color: var(--ink-soft);
    font-size: var(--text-small);
  }
`;
