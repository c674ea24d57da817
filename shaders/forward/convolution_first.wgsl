// Convolution 3 x 3, stride 1, zero padding 1, with bias, of an input of three channels:
//   output[o, y, x] = bias[o] + sum of weights[o, c, v, u] * input[c, y + v - 1, x + u - 1].
// Layout: input [y][x] and output [o / 4][y][x] of vec4f, the fourth channel of the input unread;
//   bias one vec4f per output block; weights one 4 x 4 block per (o / 4, v, u), column c, row
//   o % 4.
// Threads: one invocation makes 4 neighbours of a row in four output blocks, so that the cells it
//   loads serve 16 outputs. Fours of the map are numbered row by row, 64 to a workgroup; workgroup
//   y is the four of blocks. Borders are selected, not branched.
// Flags: RELU; F16 (weights, needs shader-f16).
// Bindings: params, input, weights, bias, output.

#include "lib/weight_matrix.wgsl"
#include "lib/activation.wgsl"

struct Params {
  width: u32,
  height: u32,
  output_blocks: u32,
  tiles_per_row: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<StoredMatrix>;
@group(0) @binding(3) var<storage, read> bias: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

const THREADS = 64u;
const PIXELS = 4u;
const BLOCKS = #{BLOCKS}u;
const TAPS = 9u;

// The cell at `column` of the row from `row` on; zero beyond the border, where -1 is a large u32.
fn cell(row: u32, column: u32, row_inside: bool) -> vec3f {
  let inside = row_inside & (column < params.width);
  return select(vec3f(), input[select(0u, row + column, inside)].xyz, inside);
}

fn product(m: mat4x4f, x: vec3f) -> vec4f {
  return m[0] * x.x + m[1] * x.y + m[2] * x.z;
}

fn store(block: u32, y: u32, x: u32, sum: vec4f) {
  if ((block < params.output_blocks) & (x < params.width)) {
    output[(block * params.height + y) * params.width + x] = activate(sum);
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
  let first = group.y * BLOCKS;
  let last = params.output_blocks - 1u;
#repeat b BLOCKS
  let own#{b} = min(first + #{b}u, last);
  var a#{b} = bias[own#{b}];
  var b#{b} = a#{b};
  var c#{b} = a#{b};
  var d#{b} = a#{b};
#end
  for (var v = 0u; v < 3u; v++) {
    let input_y = y + v - 1u;
    let inside = input_y < params.height;
    let row = input_y * params.width;
    let x0 = cell(row, x - 1u, inside);
    let x1 = cell(row, x, inside);
    let x2 = cell(row, x + 1u, inside);
    let x3 = cell(row, x + 2u, inside);
    let x4 = cell(row, x + 3u, inside);
    let x5 = cell(row, x + 4u, inside);
#repeat b BLOCKS
    let tap#{b} = own#{b} * TAPS + v * 3u;
    let l#{b} = matrix_at(tap#{b});
    let m#{b} = matrix_at(tap#{b} + 1u);
    let r#{b} = matrix_at(tap#{b} + 2u);
    a#{b} += product(l#{b}, x0) + product(m#{b}, x1) + product(r#{b}, x2);
    b#{b} += product(l#{b}, x1) + product(m#{b}, x2) + product(r#{b}, x3);
    c#{b} += product(l#{b}, x2) + product(m#{b}, x3) + product(r#{b}, x4);
    d#{b} += product(l#{b}, x3) + product(m#{b}, x4) + product(r#{b}, x5);
#end
  }
#repeat b BLOCKS
  store(first + #{b}u, y, x, a#{b});
  store(first + #{b}u, y, x + 1u, b#{b});
  store(first + #{b}u, y, x + 2u, c#{b});
  store(first + #{b}u, y, x + 3u, d#{b});
#end
}
