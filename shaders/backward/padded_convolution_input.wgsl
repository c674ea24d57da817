// Gradient of a padded convolution with respect to its input:
//   input_gradient[c, y, x] = sum over the places r, q of the padded map where (y, x) stands, and
//     over the o of the group of c, and v, u, of weights[o, c - first(o), v, u] *
//     gradient[o, (r - v * dilation_y) / stride_y, (q - u * dilation_x) / stride_x],
//   where those are whole and inside. A cell that the padding repeats stands in several places.
// Layout: gradient and input_gradient blocked [c / 4][y][x][c % 4] of f32; weights [o][i][v][u].
// Threads: one invocation per input cell and block of four channels, padding channels too, which
//   become zero; 64 cells to a workgroup, workgroup y is the block. Each gathers, so that none adds
//   to another's.
// Bindings: params, gradient, weights, input_gradient.

#include "lib/padding.wgsl"
#include "lib/padded_params.wgsl"

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradient: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> input_gradient: array<vec4f>;

const THREADS = 64u;

// The places of the padded map in which a cell may stand: its own is number 0, the others are those
// before the first cell and after the last.
fn candidate(number: u32, cell: u32, before: u32, extent: u32) -> u32 {
  let outside = number - 1u;
  let pad = select(extent + outside, outside, outside < before);
  return select(pad, before + cell, number == 0u);
}

fn stands_at(place: u32, cell: u32, before: u32, extent: u32) -> bool {
  return padded_cell(params.padding, i32(place) - i32(before), i32(extent)) == i32(cell);
}

// Which output cell reads `place` by tap `tap`; `most` where none does.
fn reader_of(place: u32, tap: u32, dilation: u32, stride: u32, most: u32) -> u32 {
  let start = place - tap * dilation;
  let reaches = place >= tap * dilation;
  // Divisions take long where nothing has to be divided.
  if (stride == 1u) {
    return select(most, min(most, start), reaches);
  }
  return select(most, min(most, start / stride), reaches & (start % stride == 0u));
}

// The part of one place of the padded map.
fn part_of(channel: u32, row: u32, column: u32) -> f32 {
  let cells = params.output_width * params.output_height;
  let own = params.outputs / params.groups;
  let first = channel / params.input_channels * own;
  var sum = 0.0;
  for (var v = 0u; v < params.kernel_y; v++) {
    let y = reader_of(row, v, params.dilation_y, params.stride_y, params.output_height);
    if (y == params.output_height) {
      continue;
    }
    for (var u = 0u; u < params.kernel_x; u++) {
      let x = reader_of(column, u, params.dilation_x, params.stride_x, params.output_width);
      if (x == params.output_width) {
        continue;
      }
      for (var o = first; o < first + own; o++) {
        let kernel = o * params.input_channels + channel % params.input_channels;
        let weight = weights[(kernel * params.kernel_y + v) * params.kernel_x + u];
        sum += weight * gradient[place_of(o, y * params.output_width + x, cells)];
      }
    }
  }
  return sum;
}

fn sum_of(channel: u32, cell: u32) -> f32 {
  let y = cell / params.input_width;
  let x = cell % params.input_width;
  let repeats = params.padding != CONSTANT;
  let rows = 1u + select(0u, params.before_y + params.after_y, repeats);
  let columns = 1u + select(0u, params.before_x + params.after_x, repeats);
  var sum = 0.0;
  for (var r = 0u; r < rows; r++) {
    let row = candidate(r, y, params.before_y, params.input_height);
    if (!stands_at(row, y, params.before_y, params.input_height)) {
      continue;
    }
    for (var q = 0u; q < columns; q++) {
      let column = candidate(q, x, params.before_x, params.input_width);
      if (stands_at(column, x, params.before_x, params.input_width)) {
        sum += part_of(channel, row, column);
      }
    }
  }
  return sum;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let cells = params.input_width * params.input_height;
  let cell = group.x * THREADS + thread;
  if (cell >= cells) {
    return;
  }
  let first = group.y * BLOCK;
  let count = min(BLOCK, params.input_channels * params.groups - first);
  var sums = vec4f();
  for (var lane = 0u; lane < count; lane++) {
    sums[lane] = sum_of(first + lane, cell);
  }
  input_gradient[group.y * cells + cell] = sums;
}
