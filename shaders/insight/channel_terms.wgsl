// What each input channel adds to one unit of a convolution, before the bias:
//   output[c] = sum over v, u of weights[o, c, v, u] *
//     input[c, top + v * dilation_y, left + u * dilation_x], zero outside.
// Layout: input blocked [c / 4][y][x] of vec4f; weights one 4 x 4 block per (o / 4, c / 4, v, u),
//   in this order, column c % 4, row o % 4; output one vec4f per input block.
// Threads: one invocation per input block, 64 a workgroup.
// Flags: F16, see the include.
// Bindings: params, input, weights, output.

#include "lib/stored_weights.wgsl"

struct Params {
  unit_channel: u32,
  top: i32,
  left: i32,
  input_blocks: u32,
  input_height: u32,
  input_width: u32,
  kernel_y: u32,
  kernel_x: u32,
  dilation_y: u32,
  dilation_x: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<u32>;
@group(0) @binding(3) var<storage, read_write> output: array<vec4f>;

const BLOCK = 4u;
const MATRIX = 16u;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  let block = at.x;
  if (block >= params.input_blocks) {
    return;
  }
  let lane = params.unit_channel % BLOCK;
  let pair = params.unit_channel / BLOCK * params.input_blocks + block;
  var tap = pair * params.kernel_y * params.kernel_x;
  var sum = vec4f();
  for (var v = 0u; v < params.kernel_y; v++) {
    let y = u32(params.top + i32(v * params.dilation_y));
    let row = (block * params.input_height + y) * params.input_width;
    for (var u = 0u; u < params.kernel_x; u++) {
      // Before the border arrives as a u32 too large.
      let x = u32(params.left + i32(u * params.dilation_x));
      let inside = (y < params.input_height) & (x < params.input_width);
      let value = select(vec4f(), input[select(0u, row + x, inside)], inside);
      let first = tap * MATRIX + lane;
      let low = vec2f(stored_weight(first), stored_weight(first + BLOCK));
      let high = vec2f(stored_weight(first + 2u * BLOCK), stored_weight(first + 3u * BLOCK));
      sum += vec4f(low, high) * value;
      tap++;
    }
  }
  output[block] = sum;
}
