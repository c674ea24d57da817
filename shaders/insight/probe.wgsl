// What a person pointing at one cell wants to know, small enough to be read back for every move:
//   the cell's value, its channel's statistics, and a histogram of its channel:
//   histogram[b] = number of finite cells with min(63, floor((v - lo) / (hi - lo) * 64)) == b,
//   [lo, hi] the channel's own min and max; where hi == lo every finite cell is in bin 0.
// Layout: input blocked [c / 4][y][x][c % 4], read as f32; channel_stats one vec4f (min, max, mean,
//   share of zeros) per channel; output 72 words: 0 value, 1 min, 2 max, 3 mean, 4 share of zeros
//   (bits of f32), 5 to 7 zero, 8 to 71 the bins (u32).
// Threads: one workgroup; thread t counts the cells t, t + 256, ... of the channel in workgroup
//   memory. Equal bins in a row are added at once: after a ReLU most cells are zero.
// Bindings: params, input, channel_stats, output.

#include "lib/finite.wgsl"

struct Params {
  channel: u32,
  y: u32,
  x: u32,
  height: u32,
  width: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> channel_stats: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> output: array<u32>;

const BLOCK = 4u;
const THREADS = 256u;
const BINS = 64u;
const HEADER = 8u;
var<workgroup> bins: array<atomic<u32>, BINS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  let cells = params.height * params.width;
  let start = params.channel / BLOCK * cells * BLOCK + params.channel % BLOCK;
  let stats = channel_stats[params.channel];
  let width = stats.y - stats.x;
  let bins_per_unit = select(0.0, f32(BINS) / width, width > 0.0);
  var last = 0u;
  var run = 0u;
  for (var cell = thread; cell < cells; cell += THREADS) {
    let value = input[start + cell * BLOCK];
    let bin = u32(clamp((value - stats.x) * bins_per_unit, 0.0, f32(BINS - 1u)));
    let finite = is_finite(value);
    if (finite & (bin != last)) {
      atomicAdd(&bins[last], run);
      last = bin;
      run = 0u;
    }
    run += select(0u, 1u, finite);
  }
  atomicAdd(&bins[last], run);
  workgroupBarrier();

  if (thread < BINS) {
    output[HEADER + thread] = atomicLoad(&bins[thread]);
  }
  if (thread == 0u) {
    let cell = params.y * params.width + params.x;
    output[0] = bitcast<u32>(input[start + cell * BLOCK]);
    let words = bitcast<vec4u>(stats);
    output[1] = words.x;
    output[2] = words.y;
    output[3] = words.z;
    output[4] = words.w;
    output[5] = 0u;
    output[6] = 0u;
    output[7] = 0u;
  }
}
