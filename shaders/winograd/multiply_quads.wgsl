// Winograd, second step, for devices whose subgroups are four wide: the product of multiply_direct,
//   where the four invocations of a quad share their tiles, each loads one of four channels and
//   hands it to the others: a fourth of the loads.
// Layout: as multiply_direct, transformed as single f32: [((p * input_blocks + c / 4) * stride +
//   t) * 4 + c % 4].
// Threads: one invocation makes TILES tiles, `groups` apart, in two output blocks, a quad in eight;
//   the quads count the groups of tiles, then the eights of blocks; workgroup z is the position.
//   Every invocation runs to the end: quads exchange values only in step.
// Flags: Q16 of lib/tile_weights. Values: TILES.
// Bindings: params, transformed, weights, scales (of Q16; else unread), sums.

enable subgroups;
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
@group(0) @binding(1) var<storage, read> transformed: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<StoredBlock>;
@group(0) @binding(3) var<storage, read> scales: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> sums: array<vec4f>;

// Few, for what is left over is made for nothing.
const THREADS = 16u;
const QUAD = 4u;
const TILES = #{TILES}u;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let lane = thread % QUAD;
  let quad = (group.x * THREADS + thread) / QUAD;
  let tile = quad % params.groups;
  let last = params.tiles - 1u;
  // Invocations beyond the last block make it once more.
  let end = params.output_blocks - 1u;
  let own = (quad / params.groups * QUAD + lane) * 2u;
  let first = group.z * params.output_blocks + min(own, end);
  let second = group.z * params.output_blocks + min(own + 1u, end);
#repeat i TILES
  let t#{i} = min(tile + #{i}u * params.groups, last) * QUAD + lane;
  var a#{i} = vec4f();
  var b#{i} = vec4f();
#end
  var row = group.z * params.input_blocks * params.stride * QUAD;
  for (var block = 0u; block < params.input_blocks; block++) {
    let a = block_at(first * params.input_blocks + block);
    let b = block_at(second * params.input_blocks + block);
#repeat i TILES
    let own#{i} = transformed[row + t#{i}];
    let x#{i} = quadBroadcast(own#{i}, 0);
    let y#{i} = quadBroadcast(own#{i}, 1);
    let z#{i} = quadBroadcast(own#{i}, 2);
    let w#{i} = quadBroadcast(own#{i}, 3);
    a#{i} += a[0] * x#{i} + a[1] * y#{i} + a[2] * z#{i} + a[3] * w#{i};
    b#{i} += b[0] * x#{i} + b[1] * y#{i} + b[2] * z#{i} + b[3] * w#{i};
#end
    row += params.stride * QUAD;
  }
  let row_a = first * params.stride;
  let row_b = second * params.stride;
#repeat i TILES
  sums[row_a + t#{i} / QUAD] = scaled(first, a#{i});
  sums[row_b + t#{i} / QUAD] = scaled(second, b#{i});
#end
}
