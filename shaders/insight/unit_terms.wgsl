// What each input adds to one unit of a dense layer, before the bias:
//   output[i] = weights[row, i] * input[i].
// Layout: input and output one vec4f per four elements; weights row by row, four of them at place
//   row * row_blocks + i / 4; row is counted in the slice that holds the unit.
// Threads: one invocation per vec4f, 64 a workgroup.
// Flags: F16, Q8, see the include.
// Bindings: params, input, weights, scales (of Q8; else unread), output.

#include "lib/stored_weights.wgsl"

struct Params {
  row: u32,
  input_blocks: u32,
  row_blocks: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<u32>;
@group(0) @binding(3) var<storage, read> scales: array<f32>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.input_blocks) {
    return;
  }
  output[at.x] = stored_four(params.row * params.row_blocks + at.x) * input[at.x];
}
