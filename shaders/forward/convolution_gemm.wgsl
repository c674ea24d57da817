// Convolution of any kernel size, stride, zero padding and dilation as a product of matrices:
//   the weights [O, C * KH * KW] and the cells under the kernel [C * KH * KW, H' * W'], gathered
//   while it goes (implicit GEMM), in tiles of workgroup memory:
//   output[o, y, x] = bias[o] + sum over c, v, u of
//     weights[o, c, v, u] * input[c, y * stride_y - padding_y + v * dilation_y, x * stride_x -
//     padding_x + u * dilation_x].
// Layout: input and output blocked [c / 4][y][x] of vec4f; bias one vec4f per output block;
//   weights one 4 x 4 block per (o / 4, c / 4, v, u), in this order, column c % 4, row o % 4.
// Threads: 64 invocations make 16 output blocks of 8 * CELLS output cells; invocation (i, k) makes
//   the blocks 2 k and 2 k + 1 of the cells i, i + 8, i + 16 ..., so that neighbours read
//   neighbours. A step is one tap of four input blocks; each invocation brings one block of
//   weights and CELLS / 2 cells. Workgroup x counts groups of cells, y groups of blocks.
// Flags: RELU; F16 (weights, needs shader-f16). Values: CELLS (2, 4 or 8).
// Bindings: params, input, weights, bias, output.

#include "lib/weight_matrix.wgsl"
#include "lib/activation.wgsl"
#include "lib/product_tiles.wgsl"

struct Params {
  input_width: u32,
  input_height: u32,
  input_blocks: u32,
  output_width: u32,
  output_height: u32,
  output_blocks: u32,
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
@group(0) @binding(2) var<storage, read> weights: array<StoredMatrix>;
@group(0) @binding(3) var<storage, read> bias: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

const CELLS = #{CELLS}u;
const COLUMNS = 8u * CELLS;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let cells = params.output_width * params.output_height;
  let taps = params.kernel_x * params.kernel_y;
  // What this invocation brings: a column of cells, every 64 / COLUMNS'th block.
  let column = thread % COLUMNS;
  let brought = min(group.x * COLUMNS + column, cells - 1u);
  let top = brought / params.output_width * params.stride_y - params.padding_y;
  let left = brought % params.output_width * params.stride_x - params.padding_x;
  let weight_block = group.y * OUTPUT_BLOCKS + thread / DEPTH;
  let weight_row = min(weight_block, params.output_blocks - 1u) * params.input_blocks;
  // What it makes.
  let i = thread % 8u;
  let k = thread / 8u;
  let first = group.y * OUTPUT_BLOCKS + 2u * k;
#repeat n CELLS
  var a#{n} = vec4f();
  var b#{n} = vec4f();
#end
  for (var tap = 0u; tap < taps; tap++) {
    // Beyond the border, -1 is a large u32.
    let y = top + tap / params.kernel_x * params.dilation_y;
    let x = left + tap % params.kernel_x * params.dilation_x;
    let inside = (y < params.input_height) & (x < params.input_width);
    let place = select(0u, y * params.input_width + x, inside);
    for (var start = 0u; start < params.input_blocks; start += DEPTH) {
      let weight_input = min(start + thread % DEPTH, params.input_blocks - 1u);
      let brought_weights = matrix_at((weight_row + weight_input) * taps + tap);
      keep_weights(thread % DEPTH, thread / DEPTH, brought_weights);
      for (var depth = thread / COLUMNS; depth < DEPTH; depth += THREADS / COLUMNS) {
        // Blocks beyond the last are zero, whatever their weights.
        let exists = inside & (start + depth < params.input_blocks);
        let row = (start + depth) * params.input_width * params.input_height;
        let cell = input[select(0u, row + place, exists)];
        cell_tile[depth * COLUMNS + column] = select(vec4f(), cell, exists);
      }
      workgroupBarrier();
      for (var depth = 0u; depth < DEPTH; depth++) {
        let a = kept_weights(depth, 2u * k);
        let b = kept_weights(depth, 2u * k + 1u);
#repeat n CELLS
        let x#{n} = cell_tile[depth * COLUMNS + i + 8u * #{n}u];
        a#{n} += a * x#{n};
        b#{n} += b * x#{n};
#end
      }
      workgroupBarrier();
    }
  }
  let cell = group.x * COLUMNS + i;
  let last = params.output_blocks - 1u;
  let bias_a = bias[min(first, last)];
  let bias_b = bias[min(first + 1u, last)];
#repeat n CELLS
  if (cell + 8u * #{n}u < cells) {
    let at = first * cells + cell + 8u * #{n}u;
    if (first <= last) {
      output[at] = activate(a#{n} + bias_a);
    }
    if (first < last) {
      output[at + cells] = activate(b#{n} + bias_b);
    }
  }
#end
}
