// Gradient of a 3 x 3 convolution, stride 1, zero padding 1, with respect to an input of three
// channels:
//   input_gradient[c, y, x] = sum over o, v, u of weights[o, c, v, u] *
//     gradient[o, y + 1 - v, x + 1 - u].
// Layout: gradient [o / 4][y][x] and input_gradient [y][x] of vec4f, the fourth channel 0; weights
//   one 4 x 4 block per (o / 4, v, u), column c, row o % 4: as forward/convolution_first reads
//   them, so that nothing is turned or transposed in memory.
// Threads: one invocation makes 4 neighbours of a row, so that the weights it loads serve four
//   cells. Fours of the map are numbered row by row, 64 to a workgroup. Borders are selected, not
//   branched.
// Flags: F16 (weights, needs shader-f16).
// Bindings: params, gradient, weights, input_gradient.

#include "lib/weight_matrix.wgsl"

struct Params {
  width: u32,
  height: u32,
  gradient_blocks: u32,
  tiles_per_row: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<StoredMatrix>;
@group(0) @binding(3) var<storage, read_write> input_gradient: array<vec4f>;

const THREADS = 64u;
const PIXELS = 4u;
const TAPS = 9u;

// The cell at `column` of the row from `row` on; zero beyond the border, where -1 is a large u32.
fn cell(row: u32, column: u32, row_inside: bool) -> vec4f {
  let inside = row_inside & (column < params.width);
  return select(vec4f(), gradient[select(0u, row + column, inside)], inside);
}

// What one cell of the gradient is to the three channels of a cell that it has read.
fn back(x: vec4f, m: mat4x4f) -> vec3f {
  return vec3f(dot(x, m[0]), dot(x, m[1]), dot(x, m[2]));
}

fn store(y: u32, x: u32, sum: vec3f) {
  if (x < params.width) {
    input_gradient[y * params.width + x] = vec4f(sum, 0.0);
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
  var a = vec3f();
  var b = vec3f();
  var c = vec3f();
  var d = vec3f();
  for (var block = 0u; block < params.gradient_blocks; block++) {
    for (var v = 0u; v < 3u; v++) {
      let from_y = y + 1u - v;
      let inside = from_y < params.height;
      let row = (block * params.height + from_y) * params.width;
      let x0 = cell(row, x - 1u, inside);
      let x1 = cell(row, x, inside);
      let x2 = cell(row, x + 1u, inside);
      let x3 = cell(row, x + 2u, inside);
      let x4 = cell(row, x + 3u, inside);
      let x5 = cell(row, x + 4u, inside);
      let tap = block * TAPS + v * 3u;
      let right = matrix_at(tap);
      let middle = matrix_at(tap + 1u);
      let left = matrix_at(tap + 2u);
      a += back(x0, left) + back(x1, middle) + back(x2, right);
      b += back(x1, left) + back(x2, middle) + back(x3, right);
      c += back(x2, left) + back(x3, middle) + back(x4, right);
      d += back(x3, left) + back(x4, middle) + back(x5, right);
    }
  }
  store(y, x, a);
  store(y, x + 1u, b);
  store(y, x + 2u, c);
  store(y, x + 3u, d);
}
