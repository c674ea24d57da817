/** How native controls look everywhere: buttons, selects, fields, focus rings. */
import { css } from 'lit';

/** Styles shared by every element. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([hidden]) {
    display: none;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: var(--radius);
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms;
      transition-duration: 1ms;
    }
  }
`;

/** Buttons, selects and text fields. */
export const controls = css`
  button,
  select,
  input {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: var(--hit);
    min-width: var(--hit);
    padding: 0 8px;
    border: 0;
    border-radius: var(--radius);
    background: none;
    cursor: pointer;
    transition: background-color var(--quick);
  }
  @media (hover: hover) {
    button:hover {
      background: var(--hover);
    }
  }
  button.outlined {
    box-shadow: inset 0 0 0 1px var(--line-strong);
  }
  button.primary {
    background: var(--accent);
    color: var(--accent-ink);
    font-weight: 600;
  }
  input[type='url'] {
    width: 100%;
    min-height: var(--hit);
    padding: 0 8px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--ground);
  }
  svg {
    display: block;
    flex: none;
  }
`;
