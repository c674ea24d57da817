/** How a row of the overview looks: words on the left, tiles on the right; one below the other where the page is narrow. */
import { css } from 'lit';

/** Shared by the rows that grow and that of the input. */
export const rowStyles = css`
  :host {
    display: grid;
    grid-template-columns: 232px minmax(0, 1fr);
    gap: 8px 24px;
    padding: 20px 0;
    border-top: 1px solid var(--line);
  }
  h2 {
    margin: 0;
    font-size: 16px;
    font-weight: 600;
    letter-spacing: -0.01em;
  }
  p {
    margin: 0;
  }
  .head {
    display: grid;
    align-content: start;
    justify-items: start;
    gap: 4px;
    min-width: 0;
  }
  .shape,
  .progress {
    color: var(--ink-soft);
    font-size: var(--text-small);
  }
  .story {
    max-width: 32em;
  }
  ui-segments {
    margin-left: -8px;
  }
  .progress {
    width: 100%;
    margin-top: 4px;
    min-height: calc(2em * var(--leading));
  }
  .line {
    display: block;
    height: 2px;
    margin-bottom: 6px;
    border-radius: 1px;
    background: var(--line);
    overflow: hidden;
  }
  .line i,
  .grown i {
    forced-color-adjust: none;
    display: block;
    height: 100%;
    background: var(--accent);
  }
  .tiles {
    display: grid;
    grid-template-columns: repeat(8, minmax(0, 1fr));
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    min-width: 0;
  }
  .tile {
    position: relative;
    display: block;
    width: 100%;
    min-width: 0;
    padding: 0;
    border-radius: 4px;
    overflow: hidden;
    background: var(--raised);
  }
  .tile:focus-visible {
    border-radius: 4px;
  }
  dream-picture,
  .pure {
    aspect-ratio: 1;
    transition: filter var(--quick);
  }
  .tile.waiting dream-picture {
    box-shadow: inset 0 0 0 1px var(--line);
    border-radius: 4px;
  }
  @media (hover: hover) {
    .tile:hover {
      box-shadow: 0 0 0 2px var(--accent);
    }
  }
  .caption {
    display: block;
    padding-top: 2px;
    color: var(--ink-faint);
    font-size: var(--text-tiny);
    line-height: 1.3;
    text-align: center;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .grown {
    position: absolute;
    inset: auto 0 0;
    height: 3px;
    background: var(--veil);
  }
  .badge,
  .mark {
    position: absolute;
    left: 4px;
    top: 4px;
    padding: 0 5px;
    border-radius: 4px;
    background: var(--floating);
    color: var(--ink);
    font-size: var(--text-tiny);
    line-height: 1.6;
  }
  .mark {
    padding: 3px;
    color: var(--bad);
  }
  .more {
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: var(--hit);
    margin-top: 4px;
    color: var(--ink-faint);
    font-size: var(--text-small);
  }
  .more button {
    color: var(--accent);
  }
  /* Of the input there is less to see. */
  :host(input-row) .pure {
    aspect-ratio: 2;
  }
  :host([small]) {
    gap: 4px 24px;
    padding: 12px 0;
  }
  @media (min-width: 900px) {
    :host([small]) .head {
      grid-template-columns: auto 1fr;
      gap: 0 8px;
    }
    :host([small]) :is(.story, ui-segments, .progress) {
      grid-column: 1 / -1;
    }
    :host([small]) .shape {
      align-self: center;
    }
    :host([small]) .story {
      order: 1;
      font-size: var(--text-small);
    }
    :host([small]) ui-segments {
      order: 2;
    }
    :host([small]) .progress {
      order: 3;
      min-height: 0;
      margin-top: 0;
      font-size: var(--text-tiny);
    }
    :host([small]) .line {
      margin-bottom: 2px;
    }
    :host([small]) .more {
      margin-top: 0;
    }
  }
  :host([small]) .tiles {
    grid-template-columns: repeat(16, minmax(0, 1fr));
    gap: 4px;
  }
  :host([small]) .badge {
    left: 0;
    top: 0;
    padding: 0 3px;
  }
  @media (min-width: 1800px) {
    .tiles {
      grid-template-columns: repeat(16, minmax(0, 1fr));
    }
  }
  @media (max-width: 899.98px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
      padding: 16px 0;
    }
    .tiles {
      grid-template-columns: repeat(4, minmax(0, 1fr));
      gap: 6px;
    }
    :host([small]) .tiles {
      grid-template-columns: repeat(8, minmax(0, 1fr));
    }
    .progress {
      min-height: 0;
    }
  }
`;
