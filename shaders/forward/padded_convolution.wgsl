// Convolution (cross-correlation) of a map that goes on beyond its border, in groups of channels:
//   output[o, y, x] = sum over i, v, u of
//     weights[o, i, v, u] * padded[first(o) + i, y * stride_y + v * dilation_y,
//       x * stride_x + u * dilation_x].
// Layout: input and output blocked [c / 4][y][x][c % 4] of f32; weights [o][i][v][u] of f32.
// Threads: one invocation per four output cells of a row and block of four channels, padding
//   channels too, which become zero; 64 fours to a workgroup, workgroup y is the block. Where all
//   four windows lie inside, no tap is checked, and a weight is read once for all four.
// Bindings: params, input, weights, output.

#include "lib/padding.wgsl"
#include "lib/padded_params.wgsl"

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> output: array<vec4f>;

const THREADS = 64u;

const CELLS = 4u;

// Where the window of an output begins.
fn corner_of(x: u32, y: u32) -> vec2i {
  let left = i32(x * params.stride_x) - i32(params.before_x);
  let top = i32(y * params.stride_y) - i32(params.before_y);
  return vec2i(left, top);
}

// Whether the windows of four cells lie inside, the first of which begins at `corner`.
fn are_inside(corner: vec2i) -> bool {
  let reach = vec2u(
    (params.kernel_x - 1u) * params.dilation_x + (CELLS - 1u) * params.stride_x,
    (params.kernel_y - 1u) * params.dilation_y,
  );
  let size = vec2i(i32(params.input_width), i32(params.input_height));
  return all(corner >= vec2i()) & all(corner + vec2i(reach) < size);
}

// The first input channel of an output, and its first weight.
fn first_of(o: u32) -> vec2u {
  let channel = o * params.groups / params.outputs * params.input_channels;
  return vec2u(channel, o * params.input_channels * params.kernel_y * params.kernel_x);
}

// Of four cells next to each other.
fn sums_inside(o: u32, corner: vec2i) -> vec4f {
  let first = first_of(o);
  let input_cells = params.input_width * params.input_height;
  let cell = u32(corner.y) * params.input_width + u32(corner.x);
  let down = params.dilation_y * params.input_width * BLOCK;
  let right = params.dilation_x * BLOCK;
  let next = params.stride_x * BLOCK;
  var tap = first.y;
  var sums = vec4f();
  for (var i = 0u; i < params.input_channels; i++) {
    var row = place_of(first.x + i, cell, input_cells);
    for (var v = 0u; v < params.kernel_y; v++) {
      var at = row;
      for (var u = 0u; u < params.kernel_x; u++) {
        let second = at + next;
        let third = second + next;
        let values = vec4f(input[at], input[second], input[third], input[third + next]);
        sums += weights[tap] * values;
        tap++;
        at += right;
      }
      row += down;
    }
  }
  return sums;
}

// Of one cell.
fn sum_across(o: u32, corner: vec2i) -> f32 {
  let first = first_of(o);
  let input_cells = params.input_width * params.input_height;
  var tap = first.y;
  var sum = 0.0;
  for (var i = 0u; i < params.input_channels; i++) {
    for (var v = 0u; v < params.kernel_y; v++) {
      let y = corner.y + i32(v * params.dilation_y);
      let row = padded_cell(params.padding, y, i32(params.input_height));
      for (var u = 0u; u < params.kernel_x; u++) {
        let x = corner.x + i32(u * params.dilation_x);
        let column = padded_cell(params.padding, x, i32(params.input_width));
        let stands = (row >= 0) & (column >= 0);
        let at = select(0u, u32(row) * params.input_width + u32(column), stands);
        let value = select(params.value, input[place_of(first.x + i, at, input_cells)], stands);
        sum += weights[tap] * value;
        tap++;
      }
    }
  }
  return sum;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let fours = (params.output_width + CELLS - 1u) / CELLS;
  let four = group.x * THREADS + thread;
  if (four >= fours * params.output_height) {
    return;
  }
  let y = four / fours;
  let x = four % fours * CELLS;
  let count = min(CELLS, params.output_width - x);
  let corner = corner_of(x, y);
  let first = group.y * BLOCK;
  let channels = min(BLOCK, params.outputs - first);
  let cells = params.output_width * params.output_height;
  let place = group.y * cells + y * params.output_width + x;
  // Column by channel, row by cell.
  var sums = mat4x4f();
  if (are_inside(corner) & (count == CELLS)) {
    for (var lane = 0u; lane < channels; lane++) {
      sums[lane] = sums_inside(first + lane, corner);
    }
  } else {
    for (var lane = 0u; lane < channels; lane++) {
      for (var cell = 0u; cell < count; cell++) {
        sums[lane][cell] = sum_across(first + lane, corner_of(x + cell, y));
      }
    }
  }
  let by_cell = transpose(sums);
  for (var cell = 0u; cell < count; cell++) {
    output[place + cell] = by_cell[cell];
  }
}
