// Learned values as tiles of rows x columns, as math/grid-layout arranges them:
//   slices: color = colormap[0.5 + 0.5 w / largest]; RGB: 0.5 + 0.5 w / largest for each of the
//   three inputs that the weight belongs to.
// Layout: weights in the order in which they are stored: w of tile i, tap t (row by row) and input
//   k stands at base + i / 4 * tile_block + i % 4 * tile_lane + t * tap_stride + k * color_stride,
//   which fits the 4 x 4 blocks of convolutions and the rows of dense layers; colormap 256 colors
//   of vec4f.
// Threads: one fragment per pixel of the target.
// Flags: F16, Q8, see the include.
// Bindings: params, weights, scales (of Q8; else unread), colormap.

#include "lib/cover.wgsl"
#include "lib/stored_weights.wgsl"
#include "lib/tiles.wgsl"

struct Params {
  tiles_per_row: u32,
  tile_width: u32,
  tile_height: u32,
  gap: u32,
  count: u32,
  rows: u32,
  columns: u32,
  base: u32,
  tile_block: u32,
  tile_lane: u32,
  tap_stride: u32,
  color_stride: u32,
  rgb: u32,
  swap: u32,
  largest: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> weights: array<u32>;
@group(0) @binding(2) var<storage, read> scales: array<f32>;
@group(0) @binding(3) var<storage, read> colormap: array<vec4f>;

const BLOCK = 4u;
const LAST_COLOR = 255.0;

fn share_of(place: u32) -> f32 {
  return clamp(0.5 + 0.5 * stored_weight(place) / params.largest, 0.0, 1.0);
}

@fragment
fn main(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let tile = tile_under(vec2u(position.xy));
  if (!tile.exists) {
    return vec4f();
  }
  let cell = tile.inside * vec2u(params.columns, params.rows) / tile_size();
  let tap = cell.y * params.columns + cell.x;
  let tile_place = tile.index / BLOCK * params.tile_block + tile.index % BLOCK * params.tile_lane;
  let place = params.base + tile_place + tap * params.tap_stride;
  if (params.rgb == 0u) {
    return vec4f(colormap[u32(share_of(place) * LAST_COLOR + 0.5)].rgb, 1.0);
  }
  let first = share_of(place);
  let second = share_of(place + params.color_stride);
  let third = share_of(place + 2u * params.color_stride);
  let color = vec3f(first, second, third);
  return vec4f(select(color, color.bgr, params.swap == 1u), 1.0);
}
