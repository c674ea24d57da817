// Convolution (cross-correlation) of a map that goes on beyond its border, in groups of channels:
//   output[o, y, x] = sum over i, v, u of
//     weights[o, i, v, u] * padded[first(o) + i, y * stride_y + v * dilation_y,
//       x * stride_x + u * dilation_x].
// Layout: input and output blocked [c / 4][y][x][c % 4] of f32; weights [o][i][v][u] of f32.
// Threads: one invocation per output cell and channel, padding channels too, which become zero; 64
//   cells to a workgroup, workgroup y is the channel.
// Bindings: params, input, weights, output.

#include "lib/padding.wgsl"
#include "lib/padded_params.wgsl"

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> output: array<f32>;

const THREADS = 64u;

fn sum_of(o: u32, cell: u32) -> f32 {
  let left = i32(cell % params.output_width * params.stride_x) - i32(params.before_x);
  let top = i32(cell / params.output_width * params.stride_y) - i32(params.before_y);
  let input_cells = params.input_width * params.input_height;
  let first = o * params.groups / params.outputs * params.input_channels;
  var tap = o * params.input_channels * params.kernel_y * params.kernel_x;
  var sum = 0.0;
  for (var i = 0u; i < params.input_channels; i++) {
    for (var v = 0u; v < params.kernel_y; v++) {
      let y = top + i32(v * params.dilation_y);
      let row = padded_cell(params.padding, y, i32(params.input_height));
      for (var u = 0u; u < params.kernel_x; u++) {
        let x = left + i32(u * params.dilation_x);
        let column = padded_cell(params.padding, x, i32(params.input_width));
        let inside = (row >= 0) & (column >= 0);
        let at = select(0u, u32(row) * params.input_width + u32(column), inside);
        let value = select(params.value, input[place_of(first + i, at, input_cells)], inside);
        sum += weights[tap] * value;
        tap++;
      }
    }
  }
  return sum;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let cells = params.output_width * params.output_height;
  let cell = group.x * THREADS + thread;
  if (cell >= cells) {
    return;
  }
  var sum = 0.0;
  if (group.y < params.outputs) {
    sum = sum_of(group.y, cell);
  }
  output[place_of(group.y, cell, cells)] = sum;
}
