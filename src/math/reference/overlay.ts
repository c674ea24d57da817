/** A picture with a map over it, pixel by pixel, the obvious way. */
import { scaleShare } from '../color-scale.ts';
import type { ColormapName } from '../colormaps.ts';
import { completeOverlay } from '../overlay.ts';
import type { OverlayView } from '../overlay.ts';
import type { Extent } from '../resample.ts';
import type { Tensor3 } from '../tensor.ts';
import { channelSampler, coverage, meanIn, mixedAt } from './cells.ts';
import type { Box, Sampler } from './cells.ts';
import { channelLimits, colorOf, paint } from './views.ts';
import type { Color } from './views.ts';

const NO_PICTURE = 0.45;
const BEHIND_CONTOUR = 0.7;
const OUT_OF_FOCUS = 0.35;
const LINE = 1.25;
const LEAST_SLOPE = 1e-5;

/** What `shaders/view/overlay.wgsl` draws of a picture [3, H, W], RGB 0..255, and one channel of `map`. */
export function overlay(
  picture: Tensor3,
  map: Tensor3,
  target: Extent,
  view: OverlayView & { readonly colormap: ColormapName },
): Uint8Array {
  const [, pictureHeight, pictureWidth] = picture.shape;
  const [, height, width] = map.shape;
  const full = completeOverlay(view, { width: pictureWidth, height: pictureHeight });
  const { source, focus, placement } = full;
  const limits = channelLimits(map, view)(view.channel);
  const sample = channelSampler(map, view.channel);
  const valueIn = (box: Box, smooth: boolean): number => valueOf(sample, box, map.shape, smooth);
  const shareIn = (box: Box, smooth: boolean): number =>
    Number.isNaN(valueIn(box, smooth)) ? NaN : scaleShare(view, limits, valueIn(box, smooth));
  const red = channelSampler(picture, 0);
  const green = channelSampler(picture, 1);
  const blue = channelSampler(picture, 2);

  return paint(target, (x, y) => {
    const box: Box = {
      left: source.x + (x * source.width) / target.width,
      right: source.x + ((x + 1) * source.width) / target.width,
      top: source.y + (y * source.height) / target.height,
      bottom: source.y + ((y + 1) * source.height) / target.height,
    };
    const cells: Box = {
      left: (box.left - placement.x) / placement.jumpX,
      right: (box.right - placement.x) / placement.jumpX,
      top: (box.top - placement.y) / placement.jumpY,
      bottom: (box.bottom - placement.y) / placement.jumpY,
    };
    const seen = coverage(box, pictureWidth, pictureHeight);
    const onMap = coverage(cells, width, height);
    const share = shareIn(cells, full.smoothMap);
    const color = colorOf(view, limits, valueIn(cells, full.smoothMap));
    const inFocus = coverage(moved(box, -focus.x, -focus.y), focus.width, focus.height);
    const light = focus.width > 0 ? mix(OUT_OF_FOCUS, 1, inFocus) : 1;

    const each = (part: 0 | 1 | 2): number => {
      const pixels: Sampler = (row, column) =>
        Math.min(1, Math.max(0, ([red, green, blue][part]?.(row, column) ?? 0) / 255));
      const below = valueOf(pixels, box, picture.shape, full.smoothPicture, 0);
      let result: number;
      switch (full.mode) {
        case 'heat': {
          const blended = {
            normal: color[part],
            screen: 1 - (1 - below) * (1 - color[part]),
            multiply: below * color[part],
          }[full.blend];
          result = mix(below, blended, full.alpha * onMap);
          break;
        }
        case 'masked': {
          const strength = view.diverging ? Math.abs(2 * share - 1) : share;
          result = Number.isNaN(share) ? 0 : below * strength * onMap;
          break;
        }
        case 'contour': {
          const line = lineIn(cells, (at) => shareIn(at, true), full.level) * onMap;
          result = mix(below * BEHIND_CONTOUR, full.accent[part], line);
          break;
        }
        case 'map':
          return light * mix(NO_PICTURE, color[part], onMap);
      }
      return light * mix(NO_PICTURE, result, seen);
    };
    return [each(0), each(1), each(2)] satisfies Color;
  });
}

/** Mixed at the middle where asked and no more than a cell is in the box, else the mean by area. */
function valueOf(
  sample: Sampler,
  box: Box,
  shape: Tensor3['shape'],
  smooth: boolean,
  leastArea?: number,
): number {
  const small = Math.max(box.right - box.left, box.bottom - box.top) <= 1.0001;
  return smooth && small
    ? mixedAt(sample, (box.left + box.right) / 2, (box.top + box.bottom) / 2)
    : meanIn(sample, box, shape, leastArea);
}

/** How much of a pixel is line: its distance from where the share is `level`, by the slope around it. */
function lineIn(box: Box, shareIn: (box: Box) => number, level: number): number {
  const across = box.right - box.left;
  const down = box.bottom - box.top;
  const slope =
    Math.hypot(
      shareIn(moved(box, across, 0)) - shareIn(moved(box, -across, 0)),
      shareIn(moved(box, 0, down)) - shareIn(moved(box, 0, -down)),
    ) / 2;
  const distance = Math.abs(shareIn(box) - level) / slope;
  if (!(slope > LEAST_SLOPE) || Number.isNaN(distance)) return 0;
  return Math.min(1, Math.max(0, LINE - distance));
}

function moved(box: Box, x: number, y: number): Box {
  return {
    left: box.left + x,
    right: box.right + x,
    top: box.top + y,
    bottom: box.bottom + y,
  };
}

function mix(a: number, b: number, part: number): number {
  return a * (1 - part) + b * part;
}
