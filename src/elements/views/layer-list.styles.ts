/** How the diagram of the layers looks: a column of rows, or a strip of blocks when `horizontal`. */
import { css } from 'lit';

export const layerListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }
  .head {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    padding: 4px 12px;
    font-size: var(--text-tiny);
    color: var(--ink-faint);
  }
  .scroll {
    flex: 1;
    min-height: 0;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
  }
  .list {
    position: relative;
    padding-block: 4px;
  }
  .rail {
    position: absolute;
    pointer-events: none;
  }
  .row {
    display: grid;
    grid-template-columns: 32px 24px minmax(0, 1fr) auto;
    gap: 8px;
    align-items: center;
    min-height: 29px;
    padding: 0 12px 0 10px;
    border-left: 2px solid transparent;
    cursor: pointer;
    font-size: var(--text-small);
    white-space: nowrap;
  }
  .opens {
    display: flex;
    align-items: center;
    gap: 7px;
    margin: 3px 12px 1px;
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
  .text {
    display: flex;
    flex-direction: column;
    min-width: 0;
    line-height: 1.15;
  }
  .figure,
  .thumb,
  .size,
  .metric {
    transition: opacity var(--quick);
  }
  .arriving :is(.figure, .thumb) {
    opacity: 0.4;
  }
  .arriving .name {
    color: var(--ink-soft);
  }
  .text {
    position: relative;
  }
  layer-share {
    position: absolute;
    inset: auto 0 -2px;
  }
  .flat .text {
    grid-column: 2 / 4;
  }
  .name {
    white-space: normal;
  }
  .size,
  .metric {
    font-size: var(--text-tiny);
    color: var(--ink-faint);
  }
  .metric {
    text-align: right;
    color: var(--ink-soft);
  }
  .row .unseen {
    position: static;
    float: left;
  }
  .thumb {
    width: 24px;
    height: 24px;
  }
  .thumb,
  .primaries i {
    border-radius: 2px;
    background: var(--line);
  }
  .primaries {
    grid-column: 1 / 3;
    display: flex;
    justify-content: space-between;
  }
  .primaries i {
    width: 20px;
    height: 20px;
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
  .max-pool .figure i,
  .average-pool .figure i,
  .global-average-pool .figure i {
    background: var(--pool);
    border-radius: 0;
    clip-path: polygon(0 0, 100% 0, calc(100% - 3px) 100%, 3px 100%);
  }
  .dense .figure i,
  .flatten .figure i {
    background: repeating-linear-gradient(90deg, var(--dense) 0 2px, transparent 2px 3px);
    border-radius: 0;
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
  .row[aria-selected='true'] :is(.size, .metric) {
    color: var(--ink);
  }
  .row[aria-selected='true']:not(.dense, .flatten) .figure i {
    background: var(--accent);
  }
  .row[aria-selected='true']:is(.dense, .flatten) .figure i {
    background: repeating-linear-gradient(90deg, var(--accent) 0 2px, transparent 2px 3px);
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  :host(:not([horizontal])) layer-totals:not(:defined) {
    min-height: calc(var(--hit) + 28px);
    border-top: 1px solid var(--line);
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
  :host([horizontal]) .scroll {
    display: flex;
    flex: none;
    overflow: visible;
  }
  :host([horizontal]) .list {
    display: flex;
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
    min-height: 20px;
    flex: 1;
  }
  :host([horizontal]) .thumb {
    flex: none;
  }
  :host([horizontal]) .primaries {
    gap: 2px;
    flex: none;
  }
  :host([horizontal]) .primaries i {
    width: 24px;
    height: 24px;
  }
  :host([horizontal]) .text {
    align-items: center;
  }
  :host([horizontal]) .name {
    max-width: 88px;
    text-align: center;
  }
  :host([horizontal]) .list.weights .metric {
    display: none;
  }
`;
