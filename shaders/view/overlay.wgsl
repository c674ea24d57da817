// The picture with one channel's map placed over it:
//   mode 0 heat: mix(picture, blend(picture, color), alpha); 1 masked: picture * share;
//   2 contour: a line of 1.5 pixels where the share is `level`, on the dimmed picture; 3 the map.
//   blend 0 normal: color; 1 screen: 1 - (1 - picture) (1 - color); 2 multiply: picture * color.
//   The target shows the rectangle `source`; all but the rectangle `focus` is dimmed (none while
//   focus_width is 0). Cell x covers [map_x + x jump_x, map_x + (x + 1) jump_x); what no cell
//   covers has no map, what is no picture is grey. Picture pixels are the unit of all of these.
//   Map and picture are means by area under the pixel, or mixed where smooth and not shrunk; the
//   contour is that of the mixed map. NaN and infinities are magenta, and no contour.
// Layout: picture y * picture_width + x of vec4f, RGB 0..255; input blocked [c / 4][y][x][c % 4],
//   read as f32; stats one vec4f per channel and for the layer; colormap 256 colors of vec4f.
// Threads: one fragment per pixel of the target.
// Bindings: params, picture, input, channel_stats, layer_stats, colormap.

#include "lib/cover.wgsl"
#include "lib/cells.wgsl"
#include "lib/picture_pixels.wgsl"
#include "lib/scale.wgsl"

struct Params {
  channel: u32,
  height: u32,
  width: u32,
  scale: u32,
  lo: f32,
  hi: f32,
  gamma: f32,
  diverging: u32,
  picture_width: u32,
  picture_height: u32,
  target_width: u32,
  target_height: u32,
  source_x: f32,
  source_y: f32,
  source_width: f32,
  source_height: f32,
  focus_x: f32,
  focus_y: f32,
  focus_width: f32,
  focus_height: f32,
  map_x: f32,
  map_y: f32,
  jump_x: f32,
  jump_y: f32,
  mode: u32,
  blend: u32,
  alpha: f32,
  level: f32,
  map_smooth: u32,
  picture_smooth: u32,
  accent_red: f32,
  accent_green: f32,
  accent_blue: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> picture: array<vec4f>;
@group(0) @binding(2) var<storage, read> input: array<f32>;
@group(0) @binding(3) var<storage, read> channel_stats: array<vec4f>;
@group(0) @binding(4) var<storage, read> layer_stats: array<vec4f>;
@group(0) @binding(5) var<storage, read> colormap: array<vec4f>;

const MASKED = 1u;
const CONTOUR = 2u;
const MAP_ALONE = 3u;
const SCREEN = 1u;
const MULTIPLY = 2u;
const NO_PICTURE = vec3f(0.45);
const BEHIND_CONTOUR = 0.7;
const OUT_OF_FOCUS = 0.35;
// Half of the line, and half a pixel on which it fades.
const LINE = 1.25;
const LEAST_SLOPE = 1e-5;

// Share of the pixel between two corners that lies in a rectangle of `size` from (0, 0).
fn covered(low: vec2f, high: vec2f, size: vec2f) -> f32 {
  let part = max(min(high, size) - max(low, vec2f()), vec2f()) / (high - low);
  return part.x * part.y;
}

// The share of the map between two corners, in cells, and whether it is finite.
fn map_between(low: vec2f, high: vec2f, smoothing: bool) -> vec2f {
  var value: vec2f;
  if (smoothing & all(high - low <= vec2f(1.0001))) {
    value = mixed_at(params.channel, (low + high) / 2.0);
  } else {
    value = mean_between(params.channel, low, high);
  }
  return vec2f(share_of(select(0.0, value.x, value.y > 0.0), params.channel), value.y);
}

// How much of the pixel between two corners, in cells, is line.
fn line_between(low: vec2f, high: vec2f) -> f32 {
  let across = vec2f(high.x - low.x, 0.0);
  let down = vec2f(0.0, high.y - low.y);
  let here = map_between(low, high, true);
  let right = map_between(low + across, high + across, true);
  let left = map_between(low - across, high - across, true);
  let under = map_between(low + down, high + down, true);
  let above = map_between(low - down, high - down, true);
  let slope = length(vec2f(right.x - left.x, under.x - above.x)) / 2.0;
  let part = clamp(LINE - abs(here.x - params.level) / max(slope, LEAST_SLOPE), 0.0, 1.0);
  let finite = min(min(here.y, min(right.y, left.y)), min(under.y, above.y)) > 0.0;
  return select(0.0, part, finite & (slope > LEAST_SLOPE));
}

fn blended(below: vec3f, color: vec3f) -> vec3f {
  if (params.blend == SCREEN) {
    return 1.0 - (1.0 - below) * (1.0 - color);
  }
  return select(color, below * color, params.blend == MULTIPLY);
}

@fragment
fn main(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let picture_size = vec2f(f32(params.picture_width), f32(params.picture_height));
  let target_size = max(vec2f(f32(params.target_width), f32(params.target_height)), vec2f(1.0));
  let step = vec2f(params.source_width, params.source_height) / target_size;
  let low = vec2f(params.source_x, params.source_y) + floor(position.xy) * step;
  let high = low + step;
  let seen = covered(low, high, picture_size);
  let below = picture_between(low, high, params.picture_smooth == 1u);

  let corner = vec2f(params.map_x, params.map_y);
  let jump = vec2f(params.jump_x, params.jump_y);
  let first = (low - corner) / jump;
  let last = (high - corner) / jump;
  let on_map = covered(first, last, vec2f(f32(params.width), f32(params.height)));
  let map = map_between(first, last, params.map_smooth == 1u);
  let color = select(NOT_FINITE, color_of(map.x), map.y > 0.0);

  var result: vec3f;
  if (params.mode == MASKED) {
    let share = select(map.x, abs(2.0 * map.x - 1.0), params.diverging == 1u);
    result = below * share * map.y * on_map;
  } else if (params.mode == CONTOUR) {
    let accent = vec3f(params.accent_red, params.accent_green, params.accent_blue);
    result = mix(below * BEHIND_CONTOUR, accent, line_between(first, last) * on_map);
  } else {
    result = mix(below, blended(below, color), params.alpha * on_map);
  }
  result = mix(NO_PICTURE, result, seen);
  if (params.mode == MAP_ALONE) {
    result = mix(NO_PICTURE, color, on_map);
  }
  if (params.focus_width > 0.0) {
    let focus = vec2f(params.focus_x, params.focus_y);
    let size = vec2f(params.focus_width, params.focus_height);
    result *= mix(OUT_OF_FOCUS, 1.0, covered(low - focus, high - focus, size));
  }
  return vec4f(result, 1.0);
}
