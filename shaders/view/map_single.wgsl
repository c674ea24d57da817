// One channel over a part of the target:
//   style 0: colormap[share of v]; 1 mask: black that covers 1 - strength; 2 glow: the color that
//   covers strength. strength is the share, or |2 share - 1| where diverging. v is the mean by area
//   of the cells under the pixel; with the flag CELLS, for a target of the size of the map, the
//   cell; with SMOOTH, for a larger one, a mix of the four around its middle. With the flag CONTOUR
//   a line of two pixels where the share of the mixed map is `level`, elsewhere transparent. NaN
//   and infinities are magenta, opaque in a mask, and no contour. Alpha is premultiplied.
// Layout: input blocked [c / 4][y][x][c % 4], read as f32; stats one vec4f (min, max, ...) per
//   channel and for the layer; colormap 256 colors of vec4f; choice the channel to show where
//   params.channel is CHOSEN.
// Threads: one fragment per pixel; the map begins at (origin_x, origin_y) of the target.
// Flags: one of CELLS, SMOOTH, CONTOUR, or none.
// Bindings: params, input, channel_stats, layer_stats, colormap, choice.

#include "lib/cover.wgsl"
#include "lib/cells.wgsl"
#include "lib/mixed.wgsl"
#include "lib/scale.wgsl"

struct Params {
  channel: u32,
  height: u32,
  width: u32,
  origin_x: u32,
  origin_y: u32,
  target_width: u32,
  target_height: u32,
  scale: u32,
  lo: f32,
  hi: f32,
  gamma: f32,
  diverging: u32,
  style: u32,
  level: f32,
  red: f32,
  green: f32,
  blue: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> channel_stats: array<vec4f>;
@group(0) @binding(3) var<storage, read> layer_stats: array<vec4f>;
@group(0) @binding(4) var<storage, read> colormap: array<vec4f>;
@group(0) @binding(5) var<storage, read> choice: array<u32>;

const CHOSEN = 0xffffffffu;
const MASK = 1u;
const GLOW = 2u;
// Half of the line, and half a pixel on which it fades.
const LINE = 1.5;
const LEAST_SLOPE = 1e-5;

#if CONTOUR
// The share of the map in the middle of a pixel, which may lie outside, and whether it is finite.
fn share_at(channel: u32, pixel: vec2f, cells_per_pixel: vec2f) -> vec2f {
  let value = mixed_at(channel, (pixel + 0.5) * cells_per_pixel);
  return vec2f(share_of(select(0.0, value.x, value.y > 0.0), channel), value.y);
}

// How much of a pixel is line: its distance from where the share is the level, by the slope.
fn line_at(channel: u32, pixel: vec2f, cells_per_pixel: vec2f) -> f32 {
  let here = share_at(channel, pixel, cells_per_pixel);
  let right = share_at(channel, pixel + vec2f(1.0, 0.0), cells_per_pixel);
  let left = share_at(channel, pixel - vec2f(1.0, 0.0), cells_per_pixel);
  let under = share_at(channel, pixel + vec2f(0.0, 1.0), cells_per_pixel);
  let above = share_at(channel, pixel - vec2f(0.0, 1.0), cells_per_pixel);
  let slope = length(vec2f(right.x - left.x, under.x - above.x)) / 2.0;
  let part = clamp(LINE - abs(here.x - params.level) / max(slope, LEAST_SLOPE), 0.0, 1.0);
  let finite = min(min(here.y, min(right.y, left.y)), min(under.y, above.y)) > 0.0;
  return select(0.0, part, finite & (slope > LEAST_SLOPE));
}
#endif

@fragment
fn main(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let channel = select(params.channel, choice[0], params.channel == CHOSEN);
  let cells = vec2u(params.width, params.height);
  let size = max(vec2u(params.target_width, params.target_height), vec2u(1u));
  let pixel = min(vec2u(position.xy) - vec2u(params.origin_x, params.origin_y), size - 1u);
#if CONTOUR
  let line = line_at(channel, vec2f(pixel), vec2f(cells) / vec2f(size));
  return vec4f(vec3f(params.red, params.green, params.blue) * line, line);
#else
#if CELLS
  let cell = cell_at(channel, pixel.y, pixel.x);
  let value = vec2f(cell, select(0.0, 1.0, is_finite(cell)));
#elif SMOOTH
  let value = mixed_at(channel, (vec2f(pixel) + 0.5) * vec2f(cells) / vec2f(size));
#else
  let value = mean_under(channel, pixel, size);
#endif
  if (value.y == 0.0) {
    return vec4f(NOT_FINITE, 1.0);
  }
  let share = share_of(value.x, channel);
  let strength = select(share, abs(2.0 * share - 1.0), params.diverging == 1u);
  if (params.style == MASK) {
    return vec4f(vec3f(), 1.0 - strength);
  }
  let alpha = select(1.0, strength, params.style == GLOW);
  return vec4f(color_of(share) * alpha, alpha);
#endif
}
