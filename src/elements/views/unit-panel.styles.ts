/** How the panel of the unit is laid out: a scrolling column, or a sheet below a narrow page. */
import { css } from 'lit';

export const unitPanelStyles = css`
  :host {
    display: grid;
    grid-template-rows: minmax(0, 1fr);
    min-width: 0;
    min-height: 0;
    contain: layout paint;
  }
  .content {
    position: relative;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
    scrollbar-gutter: stable;
    padding: 0 8px 16px 12px;
  }
  unit-heading {
    position: sticky;
    top: 0;
    z-index: 2;
    margin: 0 -8px 0 -12px;
    padding: 0 8px 0 12px;
    background: var(--ground);
  }
  unit-map {
    margin-bottom: 8px;
  }
  .about + .about:not(unit-heading + .about) {
    margin-top: 12px;
    padding-top: 12px;
    border-top: 1px solid var(--line);
  }
  :host([empty]) .about {
    display: none;
  }
  :host(:not([empty])) .none {
    display: none;
  }
  .none {
    padding-top: 12px;
  }
  .none h2 {
    margin: 0 0 4px;
    font-size: var(--text);
    font-weight: 600;
  }
  .none p {
    margin: 0;
    color: var(--ink-soft);
  }
  button.count {
    position: sticky;
    bottom: -16px;
    z-index: 2;
    width: calc(100% + 20px);
    min-height: max(32px, var(--hit));
    margin: 16px -8px 8px -12px;
    padding: 0 12px;
    justify-content: flex-start;
    border-radius: 0;
    background: var(--ground);
    border-top: 1px solid var(--line);
    font-size: var(--text-small);
    font-weight: 600;
    color: var(--pin);
  }
  @media (max-width: 899.98px) {
    :host {
      display: flex;
      flex-direction: column;
      max-height: 70dvh;
      background: var(--ground);
      border-top: 1px solid var(--line-strong);
      padding-bottom: env(safe-area-inset-bottom);
    }
    .content {
      flex: 1;
      min-height: 0;
      border-top: 1px solid var(--line);
    }
    .content {
      padding: 0 12px 16px;
      scrollbar-gutter: auto;
    }
    .content > * {
      max-width: 480px;
    }
    unit-heading {
      position: static;
      margin: 0;
      padding: 4px 0;
    }
  }
`;
