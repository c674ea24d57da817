/** How the list of terms and the lines of the sum below it look. */
import { css } from 'lit';

export const unitTermsStyles = css`
  :host {
    font-size: var(--text-small);
  }
  .from {
    margin: 8px 0 2px;
    color: var(--ink-soft);
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li button {
    display: grid;
    grid-template-columns: 104px minmax(0, 1fr) 72px;
    gap: 8px;
    width: calc(100% + 16px);
    min-height: 24px;
    margin: 0 -8px;
    border-radius: 4px;
    text-align: left;
  }
  li button > span:first-child {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .bar {
    position: relative;
    height: 10px;
    background: linear-gradient(var(--line-strong), var(--line-strong)) 50% 0 / 1px 100% no-repeat;
  }
  .bar i {
    position: absolute;
    top: 1px;
    bottom: 1px;
    min-width: 1px;
    background: var(--accent);
    forced-color-adjust: none;
  }
  .bar i.less {
    background: var(--pin);
  }
  .sum {
    font-variant-numeric: tabular-nums;
    text-align: right;
    white-space: nowrap;
  }
  .line {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-height: 24px;
  }
  .line > :first-child {
    color: var(--ink-soft);
  }
  .total {
    margin-top: 2px;
    border-top: 1px solid var(--line-strong);
    font-weight: 600;
  }
  .total > :first-child {
    color: inherit;
  }
  .result .sum {
    font-weight: 600;
  }
  button.more {
    min-height: 24px;
    margin-left: -8px;
    color: var(--accent);
  }
  @media (pointer: coarse) {
    li button,
    button.more {
      min-height: var(--hit);
    }
  }
`;
