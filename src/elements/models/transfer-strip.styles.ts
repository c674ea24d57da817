/** How weights on their way look: one line above the layer, two on a narrow page, with a bar of one part a layer. */
import { css } from 'lit';

export const transferStripStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .strip {
    position: relative;
    display: grid;
    grid-template: 'what facts tools' 44px / minmax(0, 1fr) auto auto;
    align-items: center;
    column-gap: 16px;
    padding: 0 8px 0 16px;
    border-bottom: 1px solid var(--line);
    background: var(--raised);
  }
  .what {
    grid-area: what;
    display: flex;
    align-items: baseline;
    gap: 12px;
    min-width: 0;
  }
  .what > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .title {
    flex: 0 1 auto;
    font-weight: 600;
  }
  .state,
  .narrow {
    flex: 0 1 auto;
    color: var(--ink-soft);
    font-size: var(--text-small);
  }
  .facts {
    grid-area: facts;
    display: flex;
    justify-content: flex-end;
    gap: 16px;
    font-size: var(--text-small);
    white-space: nowrap;
  }
  .rate,
  .left {
    color: var(--ink-soft);
  }
  .tools {
    grid-area: tools;
    display: flex;
    gap: 4px;
    color: var(--ink-soft);
  }
  .tools button {
    padding: 0;
    width: max(32px, var(--hit));
    height: max(32px, var(--hit));
  }
  .bar {
    position: absolute;
    inset: auto 0 -1px;
    display: flex;
    gap: 1px;
    height: 3px;
    overflow: hidden;
  }
  .bar span {
    min-width: 4px;
    background: var(--line);
  }
  .bar i {
    forced-color-adjust: none;
    display: block;
    height: 100%;
    background: var(--accent);
    transform-origin: left;
  }
  .paused .bar i {
    background: var(--line-strong);
  }
  .sweep i {
    width: 30%;
    animation: pass 1.2s linear infinite;
  }
  @keyframes pass {
    from {
      transform: translateX(-100%);
    }
    to {
      transform: translateX(430%);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .sweep i {
      width: 100%;
      animation: none;
    }
  }
  @media (max-width: 1199.98px) {
    .rate {
      display: none;
    }
  }
  @media (max-width: 899.98px) {
    .strip {
      grid-template: 'what tools' 24px 'facts tools' 20px / minmax(0, 1fr) auto;
      padding: 4px 4px 6px 12px;
      column-gap: 8px;
    }
    .facts {
      justify-content: flex-start;
      gap: 12px;
    }
    .state {
      display: none;
    }
  }
  @media (min-width: 900px) {
    .narrow {
      display: none;
    }
  }
`;
