/** Where the small maps of the network stand on the one canvas that lies over its rows. Pure arithmetic. */
import type { Extent, Rectangle } from '../../math/index.ts';
import type { RailPlace } from '../../session/index.ts';

/** A box that waits for its map, CSS pixels. */
export interface ThumbBox extends Rectangle {
  readonly layer: string;
  readonly what: RailPlace['what'];
}

/** The canvas (CSS pixels) with its size and its places in device pixels. */
export interface RailLayout {
  readonly canvas: Rectangle;
  readonly size: Extent;
  readonly places: readonly RailPlace[];
}

/** The smallest canvas over all boxes, its corner and all places on whole device pixels; null where there is no box. */
export function layOutRail(boxes: readonly ThumbBox[], pixelRatio: number): RailLayout | null {
  if (boxes.length === 0) return null;
  const device = boxes.map((box) => ({
    ...box,
    x: Math.round(box.x * pixelRatio),
    y: Math.round(box.y * pixelRatio),
    width: Math.max(1, Math.round(box.width * pixelRatio)),
    height: Math.max(1, Math.round(box.height * pixelRatio)),
  }));
  const left = Math.min(...device.map(({ x }) => x));
  const top = Math.min(...device.map(({ y }) => y));
  const width = Math.max(...device.map((box) => box.x + box.width)) - left;
  const height = Math.max(...device.map((box) => box.y + box.height)) - top;
  return {
    canvas: {
      x: left / pixelRatio,
      y: top / pixelRatio,
      width: width / pixelRatio,
      height: height / pixelRatio,
    },
    size: { width, height },
    places: device.map((box) => ({ ...box, x: box.x - left, y: box.y - top })),
  };
}
