// Winograd, last step: sums back to cells, transposed A times tile times A (lib/winograd), plus
//   bias, and what follows: ReLU, and with POOL a max pooling 2 x 2 of stride 2 besides.
// Layout: sums[(p * output_blocks + block) * stride + t] of vec4f, positions and tiles as in
//   transform_input; bias one vec4f per block; output blocked [o / 4][y][x] of vec4f; pooled the
//   same at half the size, and winners one u32 a cell and block, see max_pool.
// Threads: one invocation per tile and block; 64 tiles to a workgroup, workgroup y is the block.
// Flags: WIDE (see lib/winograd); RELU; POOL. Values: SIDE, OUTPUTS.
// Bindings: params, sums, bias, output, then with POOL pooled, winners.

#include "lib/winograd.wgsl"
#include "lib/activation.wgsl"

struct Params {
  width: u32,
  height: u32,
  output_blocks: u32,
  tiles_per_row: u32,
  // The first row of tiles of the band, how many tiles it has, and how many there is room for.
  first_row: u32,
  tiles: u32,
  stride: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> sums: array<vec4f>;
@group(0) @binding(2) var<storage, read> bias: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> output: array<vec4f>;
#if POOL
@group(0) @binding(4) var<storage, read_write> pooled: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> winners: array<u32>;
#endif

const THREADS = 64u;

// A row of the tile of sums, brought back.
fn row_at(at: u32, row: u32) -> Outputs {
  let step = params.output_blocks * params.stride;
  let first = at + row * SIDE * step;
#repeat i SIDE
  let x#{i} = sums[first + #{i}u * step];
#end
#if WIDE
  return from_tile(Line(x0, x1, x2, x3, x4, x5));
#else
  return from_tile(Line(x0, x1, x2, x3));
#endif
}

fn store(block: u32, y: u32, x: u32, value: vec4f) {
  if ((y < params.height) & (x < params.width)) {
    output[(block * params.height + y) * params.width + x] = value;
  }
}

// Writes a column of the tile, and returns what it wrote.
fn finish(block: u32, y: u32, x: u32, sums: Outputs) -> Outputs {
#repeat i OUTPUTS
  let x#{i} = activate(sums.x#{i} + bias[block]);
  store(block, y + #{i}u, x, x#{i});
#end
#if WIDE
  return Outputs(x0, x1, x2, x3);
#else
  return Outputs(x0, x1);
#endif
}

#if POOL
// The cells a b of a row and c d of the next, from an even cell on; of equals the first wins.
fn pool(block: u32, y: u32, x: u32, a: vec4f, b: vec4f, c: vec4f, d: vec4f) {
  let size = vec2u(params.width, params.height) / 2u;
  let top = select(a, b, b > a);
  let low = select(c, d, d > c);
  let top_place = select(vec4u(), vec4u(1u), b > a);
  let low_place = select(vec4u(2u), vec4u(3u), d > c);
  let place = select(top_place, low_place, low > top);
  if ((y / 2u < size.y) & (x / 2u < size.x)) {
    let at = (block * size.y + y / 2u) * size.x + x / 2u;
    pooled[at] = select(top, low, low > top);
    winners[at] = place.x | (place.y << 8u) | (place.z << 16u) | (place.w << 24u);
  }
}
#endif

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let tile = group.x * THREADS + thread;
  if (tile >= params.tiles) {
    return;
  }
  let y = (params.first_row + tile / params.tiles_per_row) * OUTPUTS;
  let x = (tile % params.tiles_per_row) * OUTPUTS;
  let block = group.y;
  let at = block * params.stride + tile;
#repeat i SIDE
  let r#{i} = row_at(at, #{i}u);
#end
#repeat i OUTPUTS
#if WIDE
  let c#{i} = from_tile(Line(r0.x#{i}, r1.x#{i}, r2.x#{i}, r3.x#{i}, r4.x#{i}, r5.x#{i}));
#else
  let c#{i} = from_tile(Line(r0.x#{i}, r1.x#{i}, r2.x#{i}, r3.x#{i}));
#endif
#end
#repeat i OUTPUTS
  let f#{i} = finish(block, y, x + #{i}u, c#{i});
#end
#if POOL
  pool(block, y, x, f0.x0, f1.x0, f0.x1, f1.x1);
#if WIDE
  pool(block, y, x + 2u, f2.x0, f3.x0, f2.x1, f3.x1);
  pool(block, y + 2u, x, f0.x2, f1.x2, f0.x3, f1.x3);
  pool(block, y + 2u, x + 2u, f2.x2, f3.x2, f2.x3, f3.x3);
#endif
#endif
}
