/** How the diagram of the layers looks: a column of rows, or a strip of blocks when `horizontal`. */
import { css } from 'lit';

export const layerListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }
  .head,
  .row {
    display: grid;
    grid-template-columns: 36px minmax(0, 1fr) auto 48px;
    gap: 7px;
    align-items: center;
    padding: 0 12px 0 10px;
  }
  .head {
    padding-block: 4px;
    font-size: var(--text-tiny);
    color: var(--ink-faint);
  }
  .total {
    display: flex;
    justify-content: space-between;
    padding: 4px 12px;
    border-top: 1px solid var(--line);
    color: var(--ink-soft);
    font-size: var(--text-small);
  }
  .list {
    flex: 1;
    min-height: 0;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
    padding-block: 4px;
  }
  .row {
    min-height: 21px;
    border-left: 2px solid transparent;
    cursor: pointer;
    font-size: var(--text-small);
    white-space: nowrap;
  }
  .opens {
    display: flex;
    align-items: center;
    gap: 7px;
    margin: 3px 12px 1px 10px;
    color: var(--ink-faint);
    font-size: 10px;
    line-height: 12px;
  }
  .opens::after {
    content: '';
    flex: 1;
    border-top: 1px solid var(--line);
  }
  .opens:first-child {
    display: none;
  }
  .right {
    text-align: right;
  }
  .row .right {
    font-size: var(--text-tiny);
    color: var(--ink-soft);
  }
  .name {
    white-space: normal;
    line-height: 1.25;
  }
  .row .unseen {
    position: static;
    float: left;
  }
  .figure {
    display: flex;
    justify-content: center;
    align-items: center;
  }
  .figure i {
    forced-color-adjust: none;
    display: block;
    border-radius: 1.5px;
    background: var(--conv);
  }
  .max-pool i,
  .average-pool i,
  .global-average-pool i {
    background: var(--pool);
    border-radius: 0;
    clip-path: polygon(0 0, 100% 0, calc(100% - 3px) 100%, 3px 100%);
  }
  .dense i,
  .flatten i {
    background: repeating-linear-gradient(90deg, var(--dense) 0 2px, transparent 2px 3px);
    border-radius: 0;
  }
  .input i {
    background: linear-gradient(90deg, #d9534f 0 33%, #58a55c 33% 67%, #4a7fd6 67%);
  }
  @media (hover: hover) {
    .row:hover {
      background: var(--hover);
    }
  }
  .row[aria-selected='true'] {
    background: var(--accent-tint);
    border-left-color: var(--accent);
  }
  .row[aria-selected='true'] .name {
    font-weight: 600;
  }
  .row[aria-selected='true'] .right {
    color: var(--ink);
  }
  .row[aria-selected='true']:not(.input, .dense, .flatten) i {
    background: var(--accent);
  }
  .row[aria-selected='true']:is(.dense, .flatten) i {
    background: repeating-linear-gradient(90deg, var(--accent) 0 2px, transparent 2px 3px);
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  .empty {
    padding: 12px;
    color: var(--ink-faint);
  }
  @media (pointer: coarse) {
    :host(:not([horizontal])) .row {
      min-height: 40px;
    }
  }

  :host([horizontal]) {
    flex-direction: row;
    overflow-x: auto;
    scrollbar-width: none;
  }
  :host([horizontal]) .head {
    display: none;
  }
  :host([horizontal]) .total {
    flex-direction: column;
    justify-content: flex-end;
    flex: none;
    padding: 6px 12px;
    border: 0;
    border-left: 1px solid var(--line);
    font-size: var(--text-tiny);
    line-height: 1.4;
  }
  :host([horizontal]) .list {
    display: flex;
    flex: none;
    overflow: visible;
    padding: 0;
  }
  :host([horizontal]) .row {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    gap: 4px;
    flex: none;
    min-width: 48px;
    padding: 6px 6px 5px;
    margin: 0;
    border: 0;
    border-bottom: 2px solid transparent;
    font-size: var(--text-tiny);
    line-height: 1.2;
  }
  :host([horizontal]) .opens {
    align-items: flex-end;
    margin: 0;
    padding: 6px 6px 6px 0;
    border-right: 1px solid var(--line);
    writing-mode: vertical-rl;
    rotate: 180deg;
  }
  :host([horizontal]) .opens::after {
    display: none;
  }
  :host([horizontal]) .row[aria-selected='true'] {
    border-bottom-color: var(--accent);
  }
  :host([horizontal]) .figure {
    min-height: 22px;
    flex: 1;
  }
  :host([horizontal]) .name {
    max-width: 88px;
    text-align: center;
  }
  :host([horizontal]) .weights {
    display: none;
  }
`;
