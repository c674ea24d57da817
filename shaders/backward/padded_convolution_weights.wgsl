// Gradient of a padded convolution with respect to its weights:
//   weight_gradient[o, i, v, u] = sum over y, x of gradient[o, y, x] *
//     padded[first(o) + i, y * stride_y + v * dilation_y, x * stride_x + u * dilation_x].
// Layout: input and gradient blocked [c / 4][y][x][c % 4] of f32; weight_gradient [o][i][v][u].
// Threads: one workgroup per weight; its 256 threads stride over the output cells; then 16 of them
//   add up 16 sums each, and one of them the rest.
// Bindings: params, input, gradient, weight_gradient.

#include "lib/padding.wgsl"
#include "lib/padded_params.wgsl"

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> gradient: array<f32>;
@group(0) @binding(3) var<storage, read_write> weight_gradient: array<f32>;

const THREADS = 256u;
const ADDERS = 16u;
var<workgroup> partial: array<f32, THREADS>;

fn input_at(channel: u32, y: i32, x: i32) -> f32 {
  let cells = params.input_width * params.input_height;
  let size = vec2i(i32(params.input_width), i32(params.input_height));
  if (all(vec2i(x, y) >= vec2i()) & all(vec2i(x, y) < size)) {
    return input[place_of(channel, u32(y) * params.input_width + u32(x), cells)];
  }
  let row = padded_cell(params.padding, y, i32(params.input_height));
  let column = padded_cell(params.padding, x, i32(params.input_width));
  let inside = (row >= 0) & (column >= 0);
  let at = select(0u, u32(row) * params.input_width + u32(column), inside);
  let value = input[place_of(channel, at, cells)];
  return select(params.value, value, inside);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let u = group.x % params.kernel_x;
  let v = group.x / params.kernel_x % params.kernel_y;
  let kernel = group.x / params.kernel_x / params.kernel_y;
  let o = kernel / params.input_channels;
  let first = o * params.groups / params.outputs * params.input_channels;
  let channel = first + kernel % params.input_channels;
  let left = i32(u * params.dilation_x) - i32(params.before_x);
  let top = i32(v * params.dilation_y) - i32(params.before_y);
  let cells = params.output_width * params.output_height;
  var sum = 0.0;
  for (var cell = thread; cell < cells; cell += THREADS) {
    let y = top + i32(cell / params.output_width * params.stride_y);
    let x = left + i32(cell % params.output_width * params.stride_x);
    sum += gradient[place_of(o, cell, cells)] * input_at(channel, y, x);
  }
  partial[thread] = sum;
  workgroupBarrier();
  if (thread < ADDERS) {
    for (var other = thread + ADDERS; other < THREADS; other += ADDERS) {
      sum += partial[other];
    }
    partial[thread] = sum;
  }
  workgroupBarrier();
  if (thread == 0u) {
    for (var other = 1u; other < ADDERS; other++) {
      sum += partial[other];
    }
    weight_gradient[group.x] = sum;
  }
}
