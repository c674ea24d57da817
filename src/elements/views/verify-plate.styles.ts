/** How the dialog of the proof looks, beside what all such dialogs have. */
import { css } from 'lit';

export const verifyPlateStyles = css`
  :host {
    --dialog-width: 760px;
  }
  .command p.adapter {
    flex-basis: 100%;
  }
  .verdict {
    font-weight: 600;
  }
  .verdict.wrong {
    color: var(--bad);
  }
  .result {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    white-space: nowrap;
  }
  .wrong {
    color: var(--bad);
  }
  .message {
    display: block;
    overflow-wrap: anywhere;
    color: var(--bad);
    font-size: var(--text-small);
  }
`;
