/** Drawings of what may be done with dreams. They carry no words: name the control that holds them. */
import { svg } from 'lit';
import { stroke } from '../../ui/icons.ts';

/** Icons by name. */
export const dreamIcons = {
  again: stroke(svg`<path d="M12.75 8a4.75 4.75 0 1 1-1.5-3.45M11.5 2v2.75H8.75"/>`),
} as const;
