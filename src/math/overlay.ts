/** What a picture with a map over it shows. Knows no pixels. */
import type { ColorScale } from './color-scale.ts';
import type { Rectangle } from './resample.ts';

/** Where the cells of a map stand on the picture: cell x covers [x0 + x * jumpX, x0 + (x + 1) * jumpX). */
export interface MapPlacement {
  /** Left and upper edge of cell (0, 0), in picture pixels. */
  readonly x: number;
  readonly y: number;
  /** Distance of neighbouring cells, in picture pixels. */
  readonly jumpX: number;
  readonly jumpY: number;
}

/** One channel of a layer over the picture that it was computed from. Rectangles are in picture pixels. */
export interface OverlayView extends ColorScale {
  readonly channel: number;
  readonly placement: MapPlacement;
  /** `heat`: colours over the picture; `masked`: picture times share; `contour`: a line; `map`: colours alone. */
  readonly mode: 'heat' | 'masked' | 'contour' | 'map';
  /** How colours and picture mix in a heat map; `normal` if left out. */
  readonly blend?: 'normal' | 'screen' | 'multiply';
  /** Of the colours in a heat map, 0..1; 0.6 if left out. */
  readonly alpha?: number;
  /** Where the contour runs: a place on the colour map, 0..1; 0.5 if left out. */
  readonly level?: number;
  /** Colour of the contour, sRGB 0..1; kingfisher blue if left out. */
  readonly accent?: readonly [red: number, green: number, blue: number];
  /** What the target shows, also beyond the picture's border; the whole picture if left out. */
  readonly source?: Rectangle;
  /** What is not dimmed; everything if left out. */
  readonly focus?: Rectangle;
  readonly smoothMap?: boolean;
  readonly smoothPicture?: boolean;
}

const KINGFISHER_BLUE = [0.298, 0.761, 0.933] as const;

/** The view with everything that was left out. */
export function completeOverlay(
  view: OverlayView,
  picture: { readonly width: number; readonly height: number },
): Required<Omit<OverlayView, keyof ColorScale>> {
  return {
    channel: view.channel,
    placement: view.placement,
    mode: view.mode,
    blend: view.blend ?? 'normal',
    alpha: view.alpha ?? 0.6,
    level: view.level ?? 0.5,
    accent: view.accent ?? KINGFISHER_BLUE,
    source: view.source ?? { x: 0, y: 0, width: picture.width, height: picture.height },
    focus: view.focus ?? { x: 0, y: 0, width: 0, height: 0 },
    smoothMap: view.smoothMap ?? false,
    smoothPicture: view.smoothPicture ?? false,
  };
}
