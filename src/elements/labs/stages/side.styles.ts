/** How the input and the output stand: heading, pictures, a line in words, numbers, in rows shared with the other side. */
import { css } from 'lit';
import { columnStyles } from './column.styles.ts';

/** Styles of `<lab-side>`. */
export const sideStyles = css`
  ${columnStyles}
  .pictures {
    display: flex;
    flex-direction: column;
    gap: 6px;
    min-height: 0;
  }
  .row {
    display: flex;
    flex: 1 1 auto;
    gap: 12px;
    min-height: 0;
  }
  .one {
    display: flex;
    flex: 1 1 0;
    flex-direction: column;
    min-width: 0;
  }
  lab-stage {
    flex: 1 1 auto;
  }
  .caption {
    align-self: center;
    min-height: 24px;
    padding: 0 8px;
    color: var(--ink-soft);
    font-size: var(--text-small);
    line-height: 24px;
  }
  button.caption[aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
    box-shadow: inset 0 -2px 0 var(--accent);
    border-radius: 0;
  }
  .said {
    margin: 0;
    min-height: calc(1em * var(--leading));
    color: var(--ink-soft);
    font-size: var(--text-small);
    text-align: center;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* Beside two pictures there is less room. */
  .pictures.two {
    --slice: 40px;
  }
  @media (pointer: coarse) {
    .caption {
      min-height: var(--hit);
    }
  }
  @media (max-width: 899.98px) {
    .row {
      flex-direction: column;
    }
    .one {
      flex: none;
    }
    lab-stage {
      flex: none;
      aspect-ratio: 1;
    }
    .said {
      white-space: normal;
      min-height: calc(2em * var(--leading));
    }
  }
`;
