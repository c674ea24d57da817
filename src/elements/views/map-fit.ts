/** How large a map is shown. Pure arithmetic. */
import type { Extent, Shape3 } from '../../math/index.ts';

/** The largest whole multiple of the map that fits `room` (both in pixels of the screen), else as large as fits. */
export function fitMap([, height, width]: Shape3, room: Extent, largestCell: number): Extent {
  const fits = Math.min(room.width / width, room.height / height, largestCell);
  const scale = fits >= 1 ? Math.floor(fits) : fits;
  return {
    width: Math.max(1, Math.floor(width * scale)),
    height: Math.max(1, Math.floor(height * scale)),
  };
}

/** The cell under a point of a map that is shown on `shown` pixels. */
export function cellUnder(
  [, height, width]: Shape3,
  shown: Extent,
  x: number,
  y: number,
): { readonly row: number; readonly column: number } {
  return {
    row: clamp(Math.floor((y * height) / shown.height), height),
    column: clamp(Math.floor((x * width) / shown.width), width),
  };
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}
