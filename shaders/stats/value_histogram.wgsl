// How many finite values of a layer fall into each part of the range of f32: the parts are the
//   first 12 bits of a key that grows with the value, so that each octave has 8 of them whatever
//   the largest value is; counts[key >> 20] += 1.
//   key = bits of v with the sign bit flipped for v >= 0, all bits flipped for v < 0; -0 is 0.
// Layout: input blocked [c / 4][y][x] of vec4f, padding channels left out; counts 4096 of u32,
//   cleared before.
// Threads: workgroups of 64 stride over the input. Zeros, most of a layer after a ReLU, and equal
//   parts in a row are added at once. No workgroup memory: 4096 counts would fill it, and some
//   compilers take seconds over clearing it.
// Bindings: params, input, counts.

#include "lib/finite.wgsl"

struct Params {
  channels: u32,
  cells: u32,
  stride: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> counts: array<atomic<u32>>;

const BLOCK = 4u;
const THREADS = 64u;
const DROPPED_BITS = 20u;
const SIGN = 0x80000000u;
const ZERO_PART = SIGN >> DROPPED_BITS;

fn part_of(value: f32) -> u32 {
  let bits = bitcast<u32>(value);
  return select(bits | SIGN, ~bits, bits >= SIGN) >> DROPPED_BITS;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) at: vec3u) {
  let blocks = (params.channels + BLOCK - 1u) / BLOCK;
  var zeros = 0u;
  var last = ZERO_PART;
  var run = 0u;
  for (var place = at.x; place < blocks * params.cells; place += params.stride) {
    let values = input[place];
    let first = place / params.cells * BLOCK;
    let lanes = min(BLOCK, params.channels - first);
    for (var lane = 0u; lane < lanes; lane++) {
      let value = values[lane];
      let zero = value == 0.0;
      let counts_here = is_finite(value) & !zero;
      let part = part_of(value);
      if (counts_here & (part != last)) {
        atomicAdd(&counts[last], run);
        last = part;
        run = 0u;
      }
      run += select(0u, 1u, counts_here);
      zeros += select(0u, 1u, zero);
    }
  }
  if (run > 0u) {
    atomicAdd(&counts[last], run);
  }
  if (zeros > 0u) {
    atomicAdd(&counts[ZERO_PART], zeros);
  }
}
