/** How the dreams of a layer are laid out: alone, or beside the maps, above the words about them. */
import { css } from 'lit';

export const layerDreamsStyles = css`
  :host {
    display: grid;
    grid-template: minmax(200px, 1fr) auto / minmax(0, 1fr);
    min-width: 0;
    min-height: 0;
  }
  .grids {
    display: grid;
    grid-template: auto minmax(0, 1fr) / repeat(2, minmax(0, 1fr));
    grid-auto-flow: column;
    min-height: 0;
  }
  .caption {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    margin: 0;
    padding: 0 16px 4px;
    font-size: var(--text-small);
    min-width: 0;
  }
  .caption b {
    font-weight: 600;
  }
  .caption span {
    color: var(--ink-faint);
  }
  /* No border: both halves are equally wide, so that their tiles stand at the same places. */
  .second {
    box-shadow: -1px 0 var(--line);
  }
  .empty {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 8px;
    padding: 16px;
    color: var(--ink-soft);
    text-align: center;
  }
  .empty p {
    margin: 0;
    max-width: 480px;
  }
  .below {
    min-height: calc(var(--hit) + 17px);
    margin-top: 4px;
    border-top: 1px solid var(--line);
  }
  p.below {
    margin: 4px 0 0;
    padding: 12px 16px;
    color: var(--ink-soft);
  }
  @media (max-width: 899.98px) {
    .grids {
      grid-template: auto minmax(180px, 1fr) auto minmax(180px, 1fr) / minmax(0, 1fr);
      grid-auto-flow: row;
    }
    .caption {
      padding: 2px 12px;
    }
    .second {
      box-shadow: none;
    }
  }
`;
