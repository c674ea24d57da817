/** Drawings of the labs' own controls. They carry no words: name the control that holds them. */
import { svg } from 'lit';
import { stroke } from '../ui/icons.ts';

export const labIcons = {
  back: stroke(svg`<path d="M13 8H3m4.500-4.500L3 8l4.500 4.500"/>`),
  tour: stroke(
    svg`<path d="M2 4.250 6 2.750l4 1.500 4-1.500v9l-4 1.500-4-1.500-4 1.500zM6 2.750v9m4-7.500v9"/>`,
  ),
} as const;
