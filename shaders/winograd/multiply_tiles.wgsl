// Winograd, second step, in tiles of workgroup memory: the product of multiply_direct, for devices
//   whose workgroup memory is faster than their caches.
// Layout: as multiply_direct.
// Threads: 64 invocations make 16 output blocks of 8 * CELLS tiles at one position; invocation
//   (i, k) makes the blocks 2 k and 2 k + 1 of the tiles i, i + 8, i + 16 ...; a step is four
//   input blocks. Workgroup x counts groups of tiles, y groups of blocks, z is the position.
// Flags: Q16, HALF of lib/tile_weights. Values: CELLS (2, 4 or 8).
// Bindings: params, transformed, weights, scales (of Q16; else unread), sums.

#include "lib/tile_weights.wgsl"
#include "lib/product_tiles.wgsl"

struct Params {
  tiles: u32,
  stride: u32,
  input_blocks: u32,
  output_blocks: u32,
  groups: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> transformed: array<StoredTile>;
@group(0) @binding(2) var<storage, read> weights: array<StoredBlock>;
@group(0) @binding(3) var<storage, read> scales: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> sums: array<vec4f>;

const CELLS = #{CELLS}u;
const COLUMNS = 8u * CELLS;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  // What this invocation brings: a column of tiles, every 64 / COLUMNS'th block.
  let column = thread % COLUMNS;
  let brought = min(group.x * COLUMNS + column, params.tiles - 1u);
  let last = params.output_blocks - 1u;
  let weight_block = min(group.y * OUTPUT_BLOCKS + thread / DEPTH, last);
  let weight_row = (group.z * params.output_blocks + weight_block) * params.input_blocks;
  let first_input = group.z * params.input_blocks;
  // What it makes.
  let i = thread % 8u;
  let k = thread / 8u;
  let first = group.y * OUTPUT_BLOCKS + 2u * k;
#repeat n CELLS
  var a#{n} = vec4f();
  var b#{n} = vec4f();
#end
  for (var start = 0u; start < params.input_blocks; start += DEPTH) {
    let weight_input = min(start + thread % DEPTH, params.input_blocks - 1u);
    let brought_weights = block_at(weight_row + weight_input);
    keep_weights(thread % DEPTH, thread / DEPTH, brought_weights);
    for (var depth = thread / COLUMNS; depth < DEPTH; depth += THREADS / COLUMNS) {
      // Blocks beyond the last are zero, whatever their weights.
      let block = start + depth;
      let exists = block < params.input_blocks;
      let row = (first_input + select(0u, block, exists)) * params.stride;
      let cell = vec4f(transformed[row + brought]);
      cell_tile[depth * COLUMNS + column] = select(vec4f(), cell, exists);
    }
    workgroupBarrier();
    for (var depth = 0u; depth < DEPTH; depth++) {
      let a = kept_weights(depth, 2u * k);
      let b = kept_weights(depth, 2u * k + 1u);
#repeat n CELLS
      let x#{n} = cell_tile[depth * COLUMNS + i + 8u * #{n}u];
      a#{n} += a * x#{n};
      b#{n} += b * x#{n};
#end
    }
    workgroupBarrier();
  }
  let tile = group.x * COLUMNS + i;
  let row = group.z * params.output_blocks + first;
#repeat n CELLS
  if (tile + 8u * #{n}u < params.tiles) {
    let at = row * params.stride + tile + 8u * #{n}u;
    if (first <= last) {
      sums[at] = scaled(row, a#{n});
    }
    if (first < last) {
      sums[at + params.stride] = scaled(row + 1u, b#{n});
    }
  }
#end
}
