/** How the panel of colours and contrast looks. */
import { css } from 'lit';

export const legendMoreStyles = css`
  :host {
    display: grid;
    gap: 12px;
    width: min(320px, calc(100vw - 50px));
  }
  p {
    margin: 0;
    color: var(--ink-soft);
  }
  small {
    display: block;
    color: var(--ink-faint);
    font-size: var(--text-small);
  }
  .line {
    display: grid;
    grid-template-columns: 64px minmax(0, 1fr);
    align-items: center;
    gap: 8px;
  }
  .name,
  legend {
    color: var(--ink-soft);
  }
  .limits,
  .limits label {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--ink-faint);
    min-width: 0;
    white-space: nowrap;
  }
  .limits label {
    flex: 1;
  }
  input[type='number'] {
    width: 100%;
    min-width: 0;
    min-height: var(--hit);
    padding: 0 8px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--ground);
    color: var(--ink);
    appearance: textfield;
  }
  input[type='number']::-webkit-inner-spin-button {
    display: none;
  }
  .gamma {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 15ch;
    align-items: center;
    gap: 8px;
  }
  input[type='range'] {
    width: 100%;
    min-height: var(--hit);
    accent-color: var(--accent);
  }
  output {
    font-size: var(--text-small);
  }
  fieldset {
    display: grid;
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  legend {
    padding: 0 0 4px;
  }
  .color,
  .check {
    display: grid;
    align-items: center;
    gap: 8px;
    min-height: var(--hit);
    cursor: pointer;
  }
  .color {
    grid-template-columns: auto minmax(0, 1fr) 104px;
  }
  .color i {
    height: 12px;
    border-radius: 3px;
    forced-color-adjust: none;
  }
  .check {
    grid-template-columns: auto 1fr;
    align-items: start;
    padding-top: 12px;
    border-top: 1px solid var(--line);
  }
  input[type='radio'],
  input[type='checkbox'] {
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--accent);
  }
`;
