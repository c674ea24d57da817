/** Drawings of what moves the window. They carry no words. */
import { svg } from 'lit';
import { stroke } from '../../ui/icons.ts';

/** Icons by name. */
export const transportIcons = {
  play: stroke(svg`<path d="M4.75 2.75v10.5L13 8z" fill="currentColor"/>`),
  pause: stroke(svg`<path d="M5.25 3v10m5.5-10v10" stroke-width="2.5"/>`),
  back: stroke(svg`<path d="M11.5 3.25v9.5L5.25 8zM3.5 3.25v9.5"/>`),
  forward: stroke(svg`<path d="M4.5 3.25v9.5L10.75 8zM12.5 3.25v9.5"/>`),
  stop: stroke(svg`<rect x="3.75" y="3.75" width="8.5" height="8.5" rx="1"/>`),
} as const;
