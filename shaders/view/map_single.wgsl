// One channel over the whole target: color = colormap[share of v].
//   v is the mean by area of the cells under the pixel, or a mix of the four around its middle
//   (smoothing, where the map is not larger than the target). NaN and infinities are magenta.
// Layout: input blocked [c / 4][y][x][c % 4], read as f32; stats one vec4f (min, max, ...) per
//   channel and for the layer; colormap 256 colors of vec4f.
// Threads: one fragment per pixel of the target.
// Bindings: params, input, channel_stats, layer_stats, colormap.

#include "lib/cover.wgsl"
#include "lib/cells.wgsl"
#include "lib/scale.wgsl"

struct Params {
  channel: u32,
  height: u32,
  width: u32,
  target_width: u32,
  target_height: u32,
  smoothing: u32,
  scale: u32,
  lo: f32,
  hi: f32,
  gamma: f32,
  diverging: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> channel_stats: array<vec4f>;
@group(0) @binding(3) var<storage, read> layer_stats: array<vec4f>;
@group(0) @binding(4) var<storage, read> colormap: array<vec4f>;

@fragment
fn main(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let cells = vec2u(params.width, params.height);
  let size = max(vec2u(params.target_width, params.target_height), vec2u(1u));
  let pixel = min(vec2u(position.xy), size - 1u);
  var value: vec2f;
  if (params.smoothing == 1u & all(cells <= size)) {
    value = mixed_at(params.channel, (vec2f(pixel) + 0.5) * vec2f(cells) / vec2f(size));
  } else {
    value = mean_under(params.channel, pixel, size);
  }
  if (value.y == 0.0) {
    return vec4f(NOT_FINITE, 1.0);
  }
  return vec4f(color_of(share_of(value.x, params.channel)), 1.0);
}
