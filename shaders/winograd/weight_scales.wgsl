// Winograd, before weights are stored in 16 bits: the largest absolute transformed weight of each
//   position and output.
// Layout: weights as in transform_weights; scales[(p * output_blocks + o / 4) * 4 + o % 4], bits of
//   an f32 that begins at 0: floats from 0 on are in order as their bits are.
// Threads: one invocation per output block and 32 inputs; 64 to a workgroup, workgroup y is the
//   block.
// Flags: WIDE, SIDE, OUTPUTS of lib/winograd; FLIP of lib/flipped_taps; F16 (reads halves, needs
//   shader-f16).
// Bindings: params, weights, scales.

#include "lib/weight_matrix.wgsl"
#include "lib/winograd.wgsl"

struct Params {
  output_blocks: u32,
  input_blocks: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> weights: array<StoredMatrix>;
@group(0) @binding(2) var<storage, read_write> scales: array<atomic<u32>>;

#include "lib/flipped_taps.wgsl"
#include "lib/winograd_taps.wgsl"

const THREADS = 64u;
const INPUTS = 32u;

fn larger(most: Line, line: Line) -> Line {
  return Line(
#repeat i SIDE
    max(most.x#{i}, abs(line.x#{i})),
#end
  );
}

fn raise(position: u32, block: u32, most: vec4f) {
  let at = (position * params.output_blocks + block) * 4u;
#repeat i 4
  atomicMax(&scales[at + #{i}u], bitcast<u32>(most[#{i}]));
#end
}

fn raise_column(column: u32, block: u32, most: Line) {
#repeat i SIDE
  raise(#{i}u * SIDE + column, block, most.x#{i});
#end
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let first = (group.x * THREADS + thread) * INPUTS;
  let end = min(first + INPUTS, params.input_blocks * 4u);
  let block = group.y;
#repeat i SIDE
  var most#{i} = Line();
#end
  for (var c = first; c < end; c++) {
#repeat v 3
    let r#{v} = row_of_taps(block, c, #{v}u);
#end
#repeat i SIDE
    most#{i} = larger(most#{i}, taps_to_tile(Taps(r0.x#{i}, r1.x#{i}, r2.x#{i})));
#end
  }
  if (first < end) {
#repeat i SIDE
    raise_column(#{i}u, block, most#{i});
#end
  }
}
