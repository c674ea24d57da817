/** How the middle of the stages stands: heading, kernel or window, a line in words, what comes of it. */
import { css } from 'lit';
import { columnStyles } from './column.styles.ts';

/** Styles of `<lab-kernel>`, `<lab-window>` and `<lab-products>`. */
export const middleStyles = css`
  ${columnStyles}
  h3 {
    margin: 0;
    font-size: var(--text-small);
    font-weight: 600;
    color: var(--ink-soft);
    text-align: center;
  }
  .said {
    margin: 0;
    color: var(--ink-soft);
    font-size: var(--text-small);
    text-align: center;
  }
  .middle {
    display: flex;
    flex-direction: column;
    justify-content: center;
    gap: 4px;
    min-height: 0;
  }
  .below {
    display: flex;
    flex-direction: column;
    justify-content: center;
    gap: 6px;
    min-width: 0;
    container-type: inline-size;
  }
  .values {
    display: grid;
    grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
    gap: 1px;
    forced-color-adjust: none;
  }
  .values > span {
    display: grid;
    place-content: center;
    justify-items: center;
    min-height: clamp(14px, calc(100cqw / var(--columns) * 0.5), 44px);
    border-radius: 2px;
    font-size: clamp(7px, calc(100cqw / var(--columns) * 0.2), 13px);
    line-height: 1.2;
    white-space: nowrap;
    overflow: hidden;
  }
  @media (max-width: 899.98px) {
    :host {
      grid-template-rows: auto;
      gap: 4px 12px;
    }
    /* A small kernel and its products stand side by side. */
    :host([small]) {
      grid-template-columns: minmax(0, 0.75fr) minmax(0, 1fr);
      align-items: center;
    }
    :host([small]) header,
    :host([small]) .said {
      grid-column: 1 / -1;
    }
    :host([small]) .said {
      grid-row: 3;
    }
  }
`;
