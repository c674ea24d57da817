// Channels of a layer on one canvas, as math/grid-layout arranges them; tile i shows order[i]:
//   color = colormap[share of v], v the mean by area of the cells under the pixel: the cell itself
//   where the tile is a whole multiple of the map. Channels whose max is 0 have the alpha
//   dead_alpha. NaN and infinities are magenta, the borders transparent.
// Layout: input blocked [c / 4][y][x][c % 4], read as f32; stats one vec4f (min, max, ...) per
//   channel and for the layer; colormap 256 colors of vec4f; order one channel per tile.
// Threads: one fragment per pixel of the target.
// Flags: CELLS, for tiles that are whole multiples of the map.
// Bindings: params, input, channel_stats, layer_stats, colormap, order.

#include "lib/cover.wgsl"
#include "lib/cells.wgsl"
#include "lib/scale.wgsl"
#include "lib/tiles.wgsl"

struct Params {
  tiles_per_row: u32,
  tile_width: u32,
  tile_height: u32,
  gap: u32,
  count: u32,
  height: u32,
  width: u32,
  scale: u32,
  lo: f32,
  hi: f32,
  gamma: f32,
  diverging: u32,
  dead_alpha: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> channel_stats: array<vec4f>;
@group(0) @binding(3) var<storage, read> layer_stats: array<vec4f>;
@group(0) @binding(4) var<storage, read> colormap: array<vec4f>;
@group(0) @binding(5) var<storage, read> order: array<u32>;

@fragment
fn main(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let tile = tile_under(vec2u(position.xy));
  if (!tile.exists) {
    return vec4f();
  }
  let channel = order[tile.index];
#if CELLS
  let at = tile.inside * vec2u(params.width, params.height) / tile_size();
  let cell = cell_at(channel, at.y, at.x);
  let value = vec2f(cell, select(0.0, 1.0, is_finite(cell)));
#else
  let value = mean_under(channel, tile.inside, tile_size());
#endif
  if (value.y == 0.0) {
    return vec4f(NOT_FINITE, 1.0);
  }
  let alpha = select(1.0, params.dead_alpha, channel_stats[channel].y == 0.0);
  return vec4f(color_of(share_of(value.x, channel)) * alpha, alpha);
}
