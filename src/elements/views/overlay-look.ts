/** How the settings of the overlay become a way to paint the map and to mix it with the picture. Knows no canvas. */
import type { MapPaint, OverlaySettings } from '../../session/index.ts';

/** How the map is painted. */
export function paintStyleOf({
  mode,
  blend,
}: Pick<OverlaySettings, 'mode' | 'blend'>): MapPaint['style'] {
  switch (mode) {
    case 'heat':
      return blend === 'value' ? 'glow' : 'color';
    case 'masked':
      return 'mask';
    case 'contour':
      return 'contour';
    case 'map':
      return 'color';
    default:
      return mode satisfies never;
  }
}

/** How the painted map is mixed with the picture, in the words of CSS. */
export function mixOf({
  mode,
  blend,
}: Pick<OverlaySettings, 'mode' | 'blend'>): 'normal' | 'screen' | 'multiply' {
  return mode === 'heat' && blend !== 'value' ? blend : 'normal';
}
