// Winograd, first step: tiles of the input into the domain in which a 3 x 3 convolution (stride 1,
//   padding 1) is a product at each position: transposed B times tile times B, see lib/winograd.
// Layout: input blocked [c / 4][y][x] of vec4f; transformed[(p * input_blocks + block) * stride +
//   t] of vec4f or halves: position p = row * SIDE + column in the tile of SIDE x SIDE cells, t
//   counts the tiles of the band row by row.
// Threads: one invocation per tile and block; 64 tiles to a workgroup, workgroup y is the block.
//   The tile in row i, column k begins at cell (i * OUTPUTS - 1, k * OUTPUTS - 1); cells beyond the
//   border are selected to zero.
// Flags: WIDE (see lib/winograd); HALF (writes f16, needs shader-f16). Values: SIDE, OUTPUTS.
// Bindings: params, input, transformed.

#if HALF
enable f16;
alias Stored = vec4<f16>;
#else
alias Stored = vec4f;
#endif
#include "lib/winograd.wgsl"

struct Params {
  width: u32,
  height: u32,
  input_blocks: u32,
  tiles_per_row: u32,
  // The first row of tiles of the band, how many tiles it has, and how many there is room for.
  first_row: u32,
  tiles: u32,
  stride: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> transformed: array<Stored>;

const THREADS = 64u;

// The cell at `column` of the row from `row` on; zero beyond the border, where -1 is a large u32.
fn cell(row: u32, column: u32, row_inside: bool) -> vec4f {
  let inside = row_inside & (column < params.width);
  return select(vec4f(), input[select(0u, row + column, inside)], inside);
}

// A row of the tile, transformed.
fn row_at(block: u32, y: u32, x: u32) -> Line {
  let inside = y < params.height;
  let row = (block * params.height + y) * params.width;
#repeat i SIDE
  let x#{i} = cell(row, x + #{i}u, inside);
#end
#if WIDE
  return to_tile(Line(x0, x1, x2, x3, x4, x5));
#else
  return to_tile(Line(x0, x1, x2, x3));
#endif
}

fn store(column: u32, at: u32, line: Line) {
  let step = params.input_blocks * params.stride;
#repeat i SIDE
  transformed[at + (#{i}u * SIDE + column) * step] = Stored(line.x#{i});
#end
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let tile = group.x * THREADS + thread;
  if (tile >= params.tiles) {
    return;
  }
  let y = (params.first_row + tile / params.tiles_per_row) * OUTPUTS - 1u;
  let x = (tile % params.tiles_per_row) * OUTPUTS - 1u;
  let block = group.y;
  let at = block * params.stride + tile;
#repeat i SIDE
  let r#{i} = row_at(block, y + #{i}u, x);
#end
#repeat i SIDE
#if WIDE
  store(#{i}u, at, to_tile(Line(r0.x#{i}, r1.x#{i}, r2.x#{i}, r3.x#{i}, r4.x#{i}, r5.x#{i})));
#else
  store(#{i}u, at, to_tile(Line(r0.x#{i}, r1.x#{i}, r2.x#{i}, r3.x#{i})));
#endif
#end
}
