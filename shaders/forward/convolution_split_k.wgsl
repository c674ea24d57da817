// Convolution 3 x 3, stride 1, zero padding 1, with bias, of maps of a few cells, where there are
//   too few outputs to keep a device busy: the sum over the input channels is split:
//   output[o, y, x] = bias[o] + sum of weights[o, c, v, u] * input[c, y + v - 1, x + u - 1].
// Layout: input and output blocked [c / 4][y][x] of vec4f; bias one vec4f per output block;
//   weights one 4 x 4 block per (o / 4, c / 4, v, u), in this order, column c % 4, row o % 4.
// Threads: a workgroup makes one cell of one output block; its 64 invocations stride over the input
//   blocks, with the taps inside of the map only, and add up in a tree. Workgroup x is the cell, y
//   the block.
// Flags: RELU; F16 (weights, needs shader-f16).
// Bindings: params, input, weights, bias, output.

#include "lib/weight_matrix.wgsl"
#include "lib/activation.wgsl"

struct Params {
  width: u32,
  height: u32,
  input_blocks: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<StoredMatrix>;
@group(0) @binding(3) var<storage, read> bias: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

const THREADS = 64u;
const TAPS = 9u;

var<workgroup> partial: array<vec4f, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let y = group.x / params.width;
  let x = group.x % params.width;
  // Tap v reads row y + v - 1.
  let first_v = select(1u, 0u, y > 0u);
  let last_v = select(1u, 2u, y + 1u < params.height);
  let first_u = select(1u, 0u, x > 0u);
  let last_u = select(1u, 2u, x + 1u < params.width);
  var sum = vec4f();
  for (var block = thread; block < params.input_blocks; block += THREADS) {
    let taps = (group.y * params.input_blocks + block) * TAPS;
    for (var v = first_v; v <= last_v; v++) {
      let row = (block * params.height + y + v - 1u) * params.width;
      for (var u = first_u; u <= last_u; u++) {
        sum += matrix_at(taps + v * 3u + u) * input[row + x + u - 1u];
      }
    }
  }
  partial[thread] = sum;
  workgroupBarrier();
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    if (thread < half) {
      partial[thread] += partial[thread + half];
    }
    workgroupBarrier();
  }
  if (thread == 0u) {
    let cells = params.width * params.height;
    output[group.y * cells + group.x] = activate(partial[0] + bias[group.y]);
  }
}
