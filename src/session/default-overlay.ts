/** How a map first lies on the picture. */
import type { OverlaySettings } from './unit-types.ts';

/** How the map lies over the picture at first. */
export const DEFAULT_OVERLAY: OverlaySettings = {
  mode: 'heat',
  blend: 'value',
  alpha: 0.9,
  level: 0.5,
  smooth: false,
};
