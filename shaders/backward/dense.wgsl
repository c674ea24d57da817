// Gradient of a dense layer with respect to its input:
//   input_gradient[i] = sum over o of weights[o, i] * gradient[o].
// Layout: gradient, input_gradient one vec4f per four elements; weights row by row as forward/dense
//   reads them, a row padded with zeros.
// Threads: a workgroup makes 16 blocks of inputs; four of its 64 threads share one block, each with
//   every fourth row, so that neighbours read neighbouring weights.
// Slices: the weights are those of some outputs, from first_output on; all but the first launch add
//   to what the one before has left.
// Flags: F16, Q8 of lib/stored_weights.
// Bindings: params, gradient, weights, scales (of Q8; else unread), input_gradient.

struct Params {
  outputs: u32,
  first_output: u32,
  input_blocks: u32,
  // Blocks of a stored row, padding included.
  row_blocks: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<u32>;
@group(0) @binding(3) var<storage, read> scales: array<f32>;
@group(0) @binding(4) var<storage, read_write> input_gradient: array<vec4f>;

#include "lib/stored_weights.wgsl"

const THREADS = 64u;
const COLUMNS = 16u;
const ROWS = 4u;
var<workgroup> partial: array<vec4f, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let block = group.x * COLUMNS + thread % COLUMNS;
  // Beyond the last block the last is read once more, and not written.
  let column = min(block, params.input_blocks - 1u);
  var sum = vec4f();
  for (var row = thread / COLUMNS; row < params.outputs; row += ROWS) {
    let o = params.first_output + row;
    sum += gradient[o / 4u][o % 4u] * stored_four(row * params.row_blocks + column);
  }
  partial[thread] = sum;
  workgroupBarrier();
  if (thread < COLUMNS) {
    for (var other = thread + COLUMNS; other < THREADS; other += COLUMNS) {
      sum += partial[other];
    }
    if (block < params.input_blocks) {
      if (params.first_output > 0u) {
        sum += input_gradient[block];
      }
      input_gradient[block] = sum;
    }
  }
}
