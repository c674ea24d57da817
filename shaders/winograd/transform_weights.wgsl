// Winograd, once for each network: the 3 x 3 taps of every output and input into the domain of
//   transform_input.
// Layout: weights one 4 x 4 block per (o / 4, c / 4, v, u), column c % 4, row o % 4; transformed
//   [(p * output_blocks + o / 4) * input_blocks + c / 4] blocks of the same order, p = row * SIDE +
//   column; f32, halves (HALF, two in a word), or signed 16 bit parts of the largest of its
//   position and output (Q16, two in a word), which scales[p * output_blocks + o / 4] holds, see
//   scales.wgsl.
// Threads: one invocation per column of a block, so per (o / 4, c); 64 to a workgroup.
// Flags: WIDE, SIDE, OUTPUTS of lib/winograd; FLIP of lib/flipped_taps; HALF, Q16; F16 (reads
//   halves, needs shader-f16).
// Bindings: params, weights, scales (of Q16; else unread), transformed.

#include "lib/weight_matrix.wgsl"
#include "lib/winograd.wgsl"

struct Params {
  output_blocks: u32,
  input_blocks: u32,
}

#if HALF
alias Stored = vec2u;
#elif Q16
alias Stored = vec2u;
#else
alias Stored = vec4f;
#endif

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> weights: array<StoredMatrix>;
@group(0) @binding(2) var<storage, read> scales: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> transformed: array<Stored>;

#include "lib/flipped_taps.wgsl"
#include "lib/winograd_taps.wgsl"

const THREADS = 64u;

fn store(position: u32, block: u32, c: u32, value: vec4f) {
  let row = position * params.output_blocks + block;
  let at = row * params.input_blocks * 4u + c;
#if HALF
  transformed[at] = vec2u(pack2x16float(value.xy), pack2x16float(value.zw));
#elif Q16
  // Where all are zero, so is the largest.
  let part = value / max(scales[row], vec4f(1e-30));
  transformed[at] = vec2u(pack2x16snorm(part.xy), pack2x16snorm(part.zw));
#else
  transformed[at] = value;
#endif
}

fn store_column(column: u32, block: u32, c: u32, line: Line) {
#repeat i SIDE
  store(#{i}u * SIDE + column, block, c, line.x#{i});
#end
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let c = group.x * THREADS + thread;
  let block = group.y;
  if (c >= params.input_blocks * 4u) {
    return;
  }
#repeat v 3
  let r#{v} = row_of_taps(block, c, #{v}u);
#end
#repeat i SIDE
  store_column(#{i}u, block, c, taps_to_tile(Taps(r0.x#{i}, r1.x#{i}, r2.x#{i})));
#end
}
