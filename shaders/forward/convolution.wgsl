// Convolution of any kernel size, stride, zero padding and dilation, with bias:
//   output[o, y, x] = bias[o] + sum over c, v, u of
//     weights[o, c, v, u] * input[c, y * stride_y - padding_y + v * dilation_y, x * stride_x -
//     padding_x + u * dilation_x].
// Layout: input and output blocked [c / 4][y][x] of vec4f; bias one vec4f per output block;
//   weights one mat4x4f per (o / 4, c / 4, v, u), in this order, column c % 4, row o % 4.
// Threads: one invocation per output cell and block; 64 cells to a workgroup, workgroup y is
//   the block, so that a
//   whole workgroup reads the same weights. Cells beyond the border arrive as u32 too large and
//   are selected away.
// Flags: RELU.
// Bindings: params, input, weights, bias, output.

#include "lib/activation.wgsl"

struct Params {
  input_width: u32,
  input_height: u32,
  input_blocks: u32,
  output_width: u32,
  output_height: u32,
  kernel_x: u32,
  kernel_y: u32,
  stride_x: u32,
  stride_y: u32,
  padding_x: u32,
  padding_y: u32,
  dilation_x: u32,
  dilation_y: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<mat4x4f>;
@group(0) @binding(3) var<storage, read> bias: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

const THREADS = 64u;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let cells = params.output_width * params.output_height;
  let cell = group.x * THREADS + thread;
  if (cell >= cells) {
    return;
  }
  let left = (cell % params.output_width) * params.stride_x - params.padding_x;
  let top = (cell / params.output_width) * params.stride_y - params.padding_y;
  let input_cells = params.input_width * params.input_height;
  var tap = group.y * params.input_blocks * params.kernel_y * params.kernel_x;
  var sum = bias[group.y];
  for (var block = 0u; block < params.input_blocks; block++) {
    for (var v = 0u; v < params.kernel_y; v++) {
      let y = top + v * params.dilation_y;
      let row = block * input_cells + y * params.input_width;
      for (var u = 0u; u < params.kernel_x; u++) {
        let x = left + u * params.dilation_x;
        let inside = (y < params.input_height) & (x < params.input_width);
        let value = select(vec4f(), input[select(0u, row + x, inside)], inside);
        sum += weights[tap] * value;
        tap++;
      }
    }
  }
  output[group.y * cells + cell] = activate(sum);
}
