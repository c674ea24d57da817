/** The drawings of the menu of networks and of transfers as inline SVG. They carry no words: name the control that holds them. */
import { svg } from 'lit';
import { stroke } from '../ui/icons.ts';

/** Icons by name. */
export const modelIcons = {
  pause: stroke(svg`<path d="M5.75 3.5v9m4.5-9v9"/>`),
  resume: stroke(svg`<path d="M5 3.250v9.500l7.500-4.750z"/>`),
  forget: stroke(
    svg`<path d="M2.500 4.250h11m-7.250 0v-1.500h3.500v1.500m2.250 0-.5 9h-7l-.5-9m3 2.500v4m2-4v4"/>`,
  ),
} as const;
