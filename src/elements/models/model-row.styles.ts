/** How one network of the menu looks. */
import { css } from 'lit';

export const modelRowStyles = css`
  :host {
    display: block;
    border-radius: var(--radius);
  }
  :host([shown]) {
    background: var(--accent-tint);
    border-radius: 2px var(--radius) var(--radius) 2px;
    box-shadow: inset 2px 0 var(--accent);
  }
  .row {
    display: flex;
    align-items: flex-start;
  }
  .choose {
    display: grid;
    flex: 1;
    gap: 0;
    min-width: 0;
    padding: 8px;
    text-align: left;
    justify-content: stretch;
  }
  .choose:focus-visible,
  .tool:focus-visible {
    outline-offset: -2px;
  }
  .name {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
    font-weight: 600;
  }
  .state {
    font-size: var(--text-tiny);
    font-weight: 400;
    color: var(--accent);
  }
  .about,
  .where {
    font-size: var(--text-small);
    color: var(--ink-soft);
  }
  .where {
    color: var(--ink);
  }
  .tool {
    flex: none;
    margin: 4px 4px 0 0;
    padding: 0;
    color: var(--ink-soft);
  }
  .tool[aria-expanded='true'] {
    color: var(--ink);
  }
  .more svg {
    transition: transform var(--quick);
  }
  .more[aria-expanded='true'] svg {
    transform: rotate(180deg);
  }
  .below {
    padding: 4px 8px 12px;
    font-size: var(--text-small);
  }
  .sure {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .sure p {
    flex: 1 1 180px;
  }
  .sure button {
    padding: 0 12px;
  }
  .yes {
    color: var(--bad);
  }
  p {
    margin: 0;
  }
  .bring {
    display: grid;
    gap: 8px;
    color: var(--ink-soft);
  }
  .bring button {
    justify-self: start;
    padding: 0 12px;
    color: var(--ink);
  }
  code {
    display: block;
    padding: 8px;
    border-radius: 4px;
    background: var(--ground);
    color: var(--ink);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
    user-select: all;
  }
  a {
    color: var(--accent);
    overflow-wrap: anywhere;
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 4px 12px;
    margin: 0;
  }
  dt {
    color: var(--ink-soft);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  @media (pointer: coarse) {
    a {
      display: flex;
      align-items: center;
      min-height: var(--hit);
    }
    .facts dt {
      align-self: baseline;
    }
  }
`;
