/** How the page of an unsupported browser looks. */
import { css } from 'lit';

export const unsupportedStyles = css`
  :host {
    display: block;
    min-height: 100dvh;
    font-size: 15px;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    height: var(--bar);
    padding: 0 16px;
    border-bottom: 1px solid var(--line);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 8px;
    font-size: 16px;
    font-weight: 600;
    letter-spacing: -0.01em;
  }
  main {
    max-width: 760px;
    margin: 0 auto;
    padding: clamp(24px, 8vh, 88px) 20px 40px;
  }
  h1 {
    margin: 0 0 12px;
    font-size: clamp(24px, 4vw, 34px);
    font-weight: 650;
    line-height: 1.2;
    letter-spacing: -0.02em;
    text-wrap: balance;
  }
  h1:lang(ja) {
    letter-spacing: 0;
    line-height: 1.4;
  }
  .lead {
    margin: 0 0 32px;
    max-width: 56ch;
    font-size: 17px;
    color: var(--ink-soft);
  }
  h2 {
    margin: 0 0 8px;
    font-size: var(--text);
    font-weight: 600;
    color: var(--ink-faint);
  }
  .pair {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 32px;
    padding: 20px 0 28px;
    border-top: 1px solid var(--line);
  }
  .pair p,
  ul {
    margin: 0 0 16px;
    overflow-wrap: anywhere;
  }
  ul {
    padding-left: 1.2em;
  }
  li + li {
    margin-top: 4px;
  }
  button.primary {
    min-height: 40px;
    padding: 0 20px;
  }
  section:last-of-type {
    padding-top: 20px;
    border-top: 1px solid var(--line);
  }
  .labs {
    padding: 20px 0 28px;
    border-top: 1px solid var(--line);
  }
  .labs p {
    margin: 0 0 8px;
  }
  .labs a {
    color: var(--accent);
  }
  .pair section {
    padding: 0;
    border: 0;
  }
  dl {
    margin: 0;
  }
  dl > div {
    display: grid;
    grid-template-columns: 176px 1fr;
    gap: 0 16px;
    padding: 12px 0;
  }
  dl > div + div {
    border-top: 1px solid var(--line);
  }
  dt {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    align-self: start;
    gap: 0 8px;
    font-weight: 600;
  }
  dd {
    margin: 0;
  }
  .hint {
    display: block;
    color: var(--ink-soft);
    font-size: var(--text);
  }
  .tag {
    padding: 1px 8px;
    border-radius: 99px;
    background: var(--accent-tint);
    color: var(--accent);
    font-size: var(--text-tiny);
    font-weight: 600;
    white-space: nowrap;
  }
  .code {
    margin: 24px 0 0;
    font-size: var(--text-small);
    color: var(--ink-faint);
  }
  @media (max-width: 599.98px) {
    .pair,
    dl > div {
      grid-template-columns: 1fr;
      gap: 20px;
    }
    dl > div {
      gap: 0;
    }
  }
`;
