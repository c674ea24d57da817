// Winograd, second step, without workgroup memory: at each position p a product of matrices,
//   sums[p, o, t] = sum over c of weights[p, o, c] * transformed[p, c, t].
// Layout: transformed[(p * input_blocks + c / 4) * stride + t] and sums[(p * output_blocks + o /
//   4) * stride + t] of vec4f; weights one 4 x 4 block per (p, o / 4, c / 4), see lib/tile_weights.
// Threads: one invocation makes TILES tiles, `groups` apart, in two output blocks, so that
//   neighbours read neighbouring tiles and the same weights; invocations count the groups of
//   tiles, then the pairs of blocks; workgroup z is the position.
// Flags: Q16, HALF of lib/tile_weights. Values: TILES.
// Bindings: params, transformed, weights, scales (of Q16; else unread), sums.

#include "lib/tile_weights.wgsl"

struct Params {
  tiles: u32,
  stride: u32,
  input_blocks: u32,
  output_blocks: u32,
  // Of tiles: tiles / TILES, rounded up.
  groups: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> transformed: array<StoredTile>;
@group(0) @binding(2) var<storage, read> weights: array<StoredBlock>;
@group(0) @binding(3) var<storage, read> scales: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> sums: array<vec4f>;

const THREADS = 64u;
const TILES = #{TILES}u;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let index = group.x * THREADS + thread;
  let tile = index % params.groups;
  let pair = index / params.groups;
  if (pair * 2u >= params.output_blocks) {
    return;
  }
  let last = params.tiles - 1u;
  let first = group.z * params.output_blocks + pair * 2u;
  // With an odd count of blocks the last pair is the last block twice.
  let second = min(first + 1u, (group.z + 1u) * params.output_blocks - 1u);
#repeat i TILES
  let t#{i} = min(tile + #{i}u * params.groups, last);
  var a#{i} = vec4f();
  var b#{i} = vec4f();
#end
  var row = group.z * params.input_blocks * params.stride;
  for (var block = 0u; block < params.input_blocks; block++) {
    let a = block_at(first * params.input_blocks + block);
    let b = block_at(second * params.input_blocks + block);
#repeat i TILES
    let x#{i} = vec4f(transformed[row + t#{i}]);
    a#{i} += a * x#{i};
    b#{i} += b * x#{i};
#end
    row += params.stride;
  }
  let row_a = first * params.stride;
  let row_b = second * params.stride;
#repeat i TILES
  sums[row_a + t#{i}] = scaled(first, a#{i});
  sums[row_b + t#{i}] = scaled(second, b#{i});
#end
}
