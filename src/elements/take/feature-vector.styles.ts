/** How the dialog of the feature vector looks. */
import { css } from 'lit';

export const featureVectorStyles = css`
  :host {
    --dialog-width: 860px;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
  }
  .facts {
    margin: 8px 0 16px;
  }
  p {
    margin: 0;
  }
  b {
    font-weight: 600;
  }
  .soft,
  .facts span {
    color: var(--ink-soft);
  }
  .readout {
    min-height: calc(2em * var(--leading));
    padding-top: 6px;
    color: var(--ink-soft);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: 12px 32px;
    padding-top: 12px;
    border-top: 1px solid var(--line);
  }
  .legend {
    display: flex;
    flex: 1 1 260px;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
  }
  .legend p {
    flex: 1 0 100%;
    color: var(--ink-faint);
    font-size: var(--text-small);
  }
  .bar {
    flex: 1;
    min-width: 64px;
    max-width: 400px;
    height: 12px;
    border-radius: 3px;
    forced-color-adjust: none;
  }
  .save {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  button[disabled] {
    opacity: 0.5;
    cursor: default;
  }
`;
