// What lies under a window of one channel, and the weights that it is multiplied by:
//   output[t] = (input[channel, top + t / columns * dilation_y, left + t % columns * dilation_x],
//     weights[first + t * stride]), the value zero outside, the weight zero where stride is 0.
// Layout: input blocked [c / 4][y][x][c % 4], read as f32; weights in the order in which they are
//   stored; output one vec2f per tap, row by row.
// Threads: one invocation per tap, 64 a workgroup.
// Flags: F16, Q8, see the include.
// Bindings: params, input, weights, scales (of Q8; else unread), output.

#include "lib/stored_weights.wgsl"

struct Params {
  channel: u32,
  top: i32,
  left: i32,
  height: u32,
  width: u32,
  rows: u32,
  columns: u32,
  dilation_y: u32,
  dilation_x: u32,
  first: u32,
  stride: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<u32>;
@group(0) @binding(3) var<storage, read> scales: array<f32>;
@group(0) @binding(4) var<storage, read_write> output: array<vec2f>;

const BLOCK = 4u;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  let tap = at.x;
  if (tap >= params.rows * params.columns) {
    return;
  }
  // Before the border arrives as a u32 too large.
  let y = u32(params.top + i32(tap / params.columns * params.dilation_y));
  let x = u32(params.left + i32(tap % params.columns * params.dilation_x));
  let inside = (y < params.height) & (x < params.width);
  let cell = (params.channel / BLOCK * params.height + y) * params.width + x;
  let place = select(0u, cell * BLOCK + params.channel % BLOCK, inside);
  let learned = stored_weight(params.first + tap * params.stride);
  let weight = select(0.0, learned, params.stride > 0u);
  output[tap] = vec2f(select(0.0, input[place], inside), weight);
}
