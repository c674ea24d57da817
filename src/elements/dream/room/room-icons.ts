/** Drawings of the room's own controls. They carry no words: name the control that holds them. */
import { svg } from 'lit';
import { stroke } from '../../ui/icons.ts';

export const roomIcons = {
  back: stroke(svg`<path d="M13 8H3m4.500-4.500L3 8l4.500 4.500"/>`),
  previous: stroke(svg`<path d="M9.500 4 5.500 8l4 4"/>`),
  next: stroke(svg`<path d="m6.500 4 4 4-4 4"/>`),
  grow: stroke(svg`<path d="M5 3.250v9.500L12.500 8z" fill="currentColor"/>`),
  stop: stroke(svg`<path d="M4.250 4.250h7.500v7.500h-7.500z" fill="currentColor"/>`),
  pause: stroke(svg`<path d="M5.250 3.500v9m5.500-9v9"/>`),
  again: stroke(svg`<path d="M13 8a5 5 0 1 1-1.500-3.550M13 2.500v3h-3"/>`),
  save: stroke(
    svg`<path d="M8 2.250v8m-3.250-3L8 10.250l3.250-3M2.250 11v1.500a1.250 1.250 0 0 0 1.250 1.250h9a1.250 1.250 0 0 0 1.250-1.250V11"/>`,
  ),
  find: stroke(svg`<circle cx="7" cy="7" r="4.250"/><path d="m10.250 10.250 3.500 3.500"/>`),
} as const;
