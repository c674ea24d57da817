// Convolution 3 x 3, stride 1, zero padding 1, with bias:
//   output[o, y, x] = bias[o] + sum of weights[o, c, v, u] * input[c, y + v - 1, x + u - 1].
// Layout: input and output blocked [c / 4][y][x] of vec4f; bias one vec4f per output block;
//   weights one 4 x 4 block per (o / 4, c / 4, v, u), in this order, column c % 4, row o % 4.
// Threads: one invocation makes PIXELS neighbours of a row (4, 7 or 8) in two output blocks, at
//   most 64 sums in registers. Tiles of the map are numbered row by row, 64 to a workgroup;
//   workgroup y is the pair of blocks, so that a whole workgroup reads the same weights. Borders
//   are selected, not branched.
// Flags: RELU; F16 (weights, needs shader-f16); FROM_5 (more than 4 pixels), FROM_8 (8 pixels).
// Bindings: params, input, weights, bias, output.

#include "lib/weight_matrix.wgsl"
#include "lib/activation.wgsl"

struct Params {
  width: u32,
  height: u32,
  input_blocks: u32,
  output_blocks: u32,
  tiles_per_row: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<StoredMatrix>;
@group(0) @binding(3) var<storage, read> bias: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

const THREADS = 64u;
const PIXELS = #{PIXELS}u;
const TAPS = 9u;

// The cell at `column` of the row from `row` on; zero beyond the border, where -1 is a large u32.
fn cell(row: u32, column: u32, row_inside: bool) -> vec4f {
  let inside = row_inside & (column < params.width);
  return select(vec4f(), input[select(0u, row + column, inside)], inside);
}

fn store(row: u32, column: u32, sum: vec4f) {
  if (column < params.width) {
    output[row + column] = activate(sum);
  }
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let tile = group.x * THREADS + thread;
  let y = tile / params.tiles_per_row;
  if (y >= params.height) {
    return;
  }
  let x = (tile % params.tiles_per_row) * PIXELS;
  let first = group.y * 2u;
  // With an odd count of blocks the last pair is the last block twice.
  let second = min(first + 1u, params.output_blocks - 1u);

  var a0 = bias[first];
  var b0 = bias[second];
  var a1 = bias[first];
  var b1 = bias[second];
  var a2 = bias[first];
  var b2 = bias[second];
  var a3 = bias[first];
  var b3 = bias[second];
#if FROM_5
  var a4 = bias[first];
  var b4 = bias[second];
  var a5 = bias[first];
  var b5 = bias[second];
  var a6 = bias[first];
  var b6 = bias[second];
#endif
#if FROM_8
  var a7 = bias[first];
  var b7 = bias[second];
#endif

  for (var block = 0u; block < params.input_blocks; block++) {
    for (var v = 0u; v < 3u; v++) {
      let input_y = y + v - 1u;
      let row_inside = input_y < params.height;
      let row = (block * params.height + input_y) * params.width;
      let x0 = cell(row, x - 1u, row_inside);
      let x1 = cell(row, x, row_inside);
      let x2 = cell(row, x + 1u, row_inside);
      let x3 = cell(row, x + 2u, row_inside);
      let x4 = cell(row, x + 3u, row_inside);
      let x5 = cell(row, x + 4u, row_inside);
#if FROM_5
      let x6 = cell(row, x + 5u, row_inside);
      let x7 = cell(row, x + 6u, row_inside);
      let x8 = cell(row, x + 7u, row_inside);
#endif
#if FROM_8
      let x9 = cell(row, x + 8u, row_inside);
#endif
      let tap_a = (first * params.input_blocks + block) * TAPS + v * 3u;
      let a_left = matrix_at(tap_a);
      let a_middle = matrix_at(tap_a + 1u);
      let a_right = matrix_at(tap_a + 2u);
      a0 += a_left * x0 + a_middle * x1 + a_right * x2;
      a1 += a_left * x1 + a_middle * x2 + a_right * x3;
      a2 += a_left * x2 + a_middle * x3 + a_right * x4;
      a3 += a_left * x3 + a_middle * x4 + a_right * x5;
#if FROM_5
      a4 += a_left * x4 + a_middle * x5 + a_right * x6;
      a5 += a_left * x5 + a_middle * x6 + a_right * x7;
      a6 += a_left * x6 + a_middle * x7 + a_right * x8;
#endif
#if FROM_8
      a7 += a_left * x7 + a_middle * x8 + a_right * x9;
#endif
      let tap_b = (second * params.input_blocks + block) * TAPS + v * 3u;
      let b_left = matrix_at(tap_b);
      let b_middle = matrix_at(tap_b + 1u);
      let b_right = matrix_at(tap_b + 2u);
      b0 += b_left * x0 + b_middle * x1 + b_right * x2;
      b1 += b_left * x1 + b_middle * x2 + b_right * x3;
      b2 += b_left * x2 + b_middle * x3 + b_right * x4;
      b3 += b_left * x3 + b_middle * x4 + b_right * x5;
#if FROM_5
      b4 += b_left * x4 + b_middle * x5 + b_right * x6;
      b5 += b_left * x5 + b_middle * x6 + b_right * x7;
      b6 += b_left * x6 + b_middle * x7 + b_right * x8;
#endif
#if FROM_8
      b7 += b_left * x7 + b_middle * x8 + b_right * x9;
#endif
    }
  }

  let row_a = (first * params.height + y) * params.width;
  store(row_a, x, a0);
  store(row_a, x + 1u, a1);
  store(row_a, x + 2u, a2);
  store(row_a, x + 3u, a3);
#if FROM_5
  store(row_a, x + 4u, a4);
  store(row_a, x + 5u, a5);
  store(row_a, x + 6u, a6);
#endif
#if FROM_8
  store(row_a, x + 7u, a7);
#endif
  if (second > first) {
    let row_b = (second * params.height + y) * params.width;
    store(row_b, x, b0);
    store(row_b, x + 1u, b1);
    store(row_b, x + 2u, b2);
    store(row_b, x + 3u, b3);
#if FROM_5
    store(row_b, x + 4u, b4);
    store(row_b, x + 5u, b5);
    store(row_b, x + 6u, b6);
#endif
#if FROM_8
    store(row_b, x + 7u, b7);
#endif
  }
}
