// Weights of a 3 x 3 convolution in another of their plain forms: as halves, or as the gradient
//   with respect to the input needs them.
// Layout: one 4 x 4 block per (o / 4, c / 4, v, u), column c % 4, row o % 4; f32, or halves, two in
//   a word (HALF).
// Threads: one invocation per column of the blocks of an output block, so per (o / 4, c); 64 to a
//   workgroup, workgroup y is the output block.
// Flags: FLIP of lib/flipped_taps; HALF; F16 (reads halves, needs shader-f16).
// Bindings: params, weights, made.

#include "lib/weight_matrix.wgsl"

struct Params {
  output_blocks: u32,
  input_blocks: u32,
}

#if HALF
alias Stored = vec2u;
#else
alias Stored = vec4f;
#endif

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> weights: array<StoredMatrix>;
@group(0) @binding(2) var<storage, read_write> made: array<Stored>;

#include "lib/flipped_taps.wgsl"

const THREADS = 64u;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let c = group.x * THREADS + thread;
  let block = group.y;
  if (c >= params.input_blocks * 4u) {
    return;
  }
  for (var tap = 0u; tap < 9u; tap++) {
    let value = tap_at(block, c, tap / 3u, tap % 3u);
    let at = ((block * params.input_blocks + c / 4u) * 9u + tap) * 4u + c % 4u;
#if HALF
    made[at] = vec2u(pack2x16float(value.xy), pack2x16float(value.zw));
#else
    made[at] = value;
#endif
  }
}
