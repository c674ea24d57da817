// All channels of a layer on one canvas, as math/grid-layout arranges them: color = colormap[(v - lo) / (hi - lo)].
//   v is the cell under the pixel, or the mean of the cells under it (at most 8 x 8 of them) where the map is larger
//   than its tile. [lo, hi] is [min(0, min), max] of the layer, or [min, max] of the channel (Params.by_channel); a
//   constant map is 0. NaN and infinities are magenta, the borders transparent.
// Layout: input blocked [c / 4][y][x][c % 4], read as f32; stats one vec4f (min, max, ...) per channel and for the
//   layer; colormap 256 colors of vec4f.
// Threads: one fragment per pixel of the target.
// Bindings: params, input, channel_stats, layer_stats, colormap.

#include "lib/cover.wgsl"
#include "lib/finite.wgsl"

struct Params {
  columns: u32,
  tile_width: u32,
  tile_height: u32,
  gap: u32,
  count: u32,
  height: u32,
  width: u32,
  by_channel: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> channel_stats: array<vec4f>;
@group(0) @binding(3) var<storage, read> layer_stats: array<vec4f>;
@group(0) @binding(4) var<storage, read> colormap: array<vec4f>;

const BLOCK = 4u;
const MOST_TAPS = 8u;
const LAST_COLOR = 255.0;
const NOT_FINITE = vec4f(1.0, 0.0, 1.0, 1.0);

// First cell, end and step along one axis of the cells that a pixel of a tile shows.
fn taps(inside: u32, cells: u32, tile: u32) -> vec3u {
  let first = inside * cells / tile;
  let end = max(first + 1u, (inside + 1u) * cells / tile);
  return vec3u(first, end, (end - first + MOST_TAPS - 1u) / MOST_TAPS);
}

fn range_of(channel: u32) -> vec2f {
  if (params.by_channel == 1u) {
    return channel_stats[channel].xy;
  }
  let layer = layer_stats[0].xy;
  return vec2f(min(0.0, layer.x), layer.y);
}

@fragment
fn main(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let pixel = vec2u(position.xy);
  let tile_size = vec2u(params.tile_width, params.tile_height);
  let pitch = max(tile_size + vec2u(params.gap), vec2u(1u));
  let tile = pixel / pitch;
  let inside = pixel % pitch;
  let channel = tile.y * params.columns + tile.x;
  if (tile.x >= params.columns || channel >= params.count || any(inside >= tile_size)) {
    return vec4f();
  }

  let across = taps(inside.x, params.width, params.tile_width);
  let down = taps(inside.y, params.height, params.tile_height);
  let first_row = channel / BLOCK * params.height;
  var sum = 0.0;
  var count = 0.0;
  var finite = true;
  for (var row = down.x; row < down.y; row += down.z) {
    for (var column = across.x; column < across.y; column += across.z) {
      let cell = (first_row + row) * params.width + column;
      let value = input[cell * BLOCK + channel % BLOCK];
      finite = finite & is_finite(value);
      sum += value;
      count += 1.0;
    }
  }
  if (!finite) {
    return NOT_FINITE;
  }
  let range = range_of(channel);
  let width = range.y - range.x;
  let share = select(0.0, (sum / count - range.x) / width, width > 0.0);
  let index = u32(clamp(share, 0.0, 1.0) * LAST_COLOR + 0.5);
  return vec4f(colormap[index].rgb, 1.0);
}
