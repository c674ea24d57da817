/** A canvas in a place that scrolls downwards where it is too high. */
import { css } from 'lit';

/** Styles of `.room > .stage > canvas`. */
export const scrollRoom = css`
  .room {
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
  }
  .stage {
    position: relative;
  }
  .stage > canvas {
    display: block;
    width: 100%;
    height: 100%;
  }
`;
