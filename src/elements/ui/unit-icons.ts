/** The drawings of the unit's panel as inline SVG. They carry no words: name the control that holds them. */
import { svg } from 'lit';
import { stroke } from './icons.ts';

/** Icons by name. */
export const unitIcons = {
  pin: stroke(
    svg`<path d="m9.5 1.75 4.75 4.75-1.250.75-.75-.25-2.500 2.500.25 2.750-1 1-5-5 1-1 2.750.25 2.500-2.500-.25-.75zM6.250 9.750l-4.250 4.250"/>`,
  ),
  enlarge: stroke(
    svg`<path d="M9.75 2.250h4v4m0-4L9.250 6.750M6.250 13.750h-4v-4m0 4 4.500-4.500"/>`,
  ),
  smooth: stroke(svg`<path d="M1.75 11.500c2.500 0 3-7 6.250-7s3.750 7 6.250 7"/>`),
  cells: stroke(svg`<path d="M1.75 11.500h3v-4h2.250v-3.500h2v3.500h2.250v4h3"/>`),
  up: stroke(svg`<path d="m4.500 9.500 3.500-3.500 3.500 3.500"/>`),
} as const;
