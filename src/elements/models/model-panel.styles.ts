/** How the menu of networks looks. */
import { css } from 'lit';

export const modelPanelStyles = css`
  :host {
    display: block;
  }
  h2 {
    margin: 0 0 8px;
    font-size: var(--text-small);
    font-weight: 600;
    color: var(--ink-soft);
  }
  ul {
    margin: 0 -8px;
    padding: 0;
    list-style: none;
  }
  p {
    margin: 0;
    color: var(--ink-soft);
    font-size: var(--text-small);
  }
  .privacy {
    margin-top: 8px;
  }
  section {
    display: grid;
    gap: 8px;
    margin-top: 12px;
    padding-top: 12px;
    border-top: 1px solid var(--line);
  }
  section button {
    min-height: max(32px, var(--hit));
    padding: 0 12px;
    justify-self: start;
  }
  .line {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: 12px;
  }
  .line h2 {
    margin: 0;
  }
  .meter {
    height: 4px;
    border-radius: 2px;
    background: var(--line);
    overflow: hidden;
  }
  .meter i {
    forced-color-adjust: none;
    display: block;
    height: 100%;
    min-width: 2px;
    background: var(--accent);
  }
`;
