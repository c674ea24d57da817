/** How the dialogs look that measure or prove something: a command with its progress, tables, and what stands beside them. */
import { css } from 'lit';

/** For what stands inside a `<ui-dialog>`. */
export const plate = css`
  p {
    margin: 0 0 8px;
  }
  .soft {
    color: var(--ink-soft);
  }
  .command {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    min-height: calc(2 * var(--hit));
    padding: 8px 0;
  }
  .command p {
    flex: 1 1 240px;
    margin: 0;
  }
  progress {
    flex: 1 1 100%;
    width: 100%;
    height: 6px;
    accent-color: var(--accent);
  }
  h3 {
    margin: 16px 0 4px;
    font-size: var(--text);
    font-weight: 600;
  }
  .table {
    overflow-x: auto;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 3px 12px 3px 0;
    border-bottom: 1px solid var(--line);
    text-align: end;
    vertical-align: top;
    font-weight: 400;
  }
  th:first-child,
  th:nth-child(2),
  td:nth-child(2) {
    text-align: start;
  }
  thead th {
    color: var(--ink-soft);
    font-size: var(--text-small);
    white-space: nowrap;
  }
  td:last-child {
    padding-inline-end: 0;
  }
`;
