/** Drawings of the controls around the grid. They carry no words: name the control that holds them. */
import { svg } from 'lit';
import { stroke } from '../ui/icons.ts';

/** Icons by name. */
export const gridIcons = {
  beside: stroke(
    svg`<rect x="1.75" y="2.75" width="12.5" height="10.5" rx="1.5"/><path d="M8 2.75v10.5M4 6h1.75M4 8.5h1.75"/>`,
  ),
  contrast: stroke(
    svg`<circle cx="8" cy="8" r="5.25"/><path d="M8 2.75v10.5a5.25 5.25 0 0 1 0-10.5" fill="currentColor"/>`,
  ),
  back: stroke(svg`<path d="M3.25 5.75h6a3.5 3.5 0 0 1 0 7H5.5M6 3 3.25 5.75 6 8.5"/>`),
  find: stroke(svg`<circle cx="7" cy="7" r="4.25"/><path d="m10.25 10.25 3.5 3.5"/>`),
} as const;
