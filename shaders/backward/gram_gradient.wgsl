// Adds a product of a symmetric matrix and a layer's values to a seed:
//   seed[c][n] += sum over d of slope[c][d] * sums[d][n].
// Layout: slope [d][c / 4] of vec4f, with padding channels; sums, seed blocked [c / 4][n] of vec4f.
// Threads: 64 a workgroup, which makes 32 channels of 32 cells, 4 x 4 an invocation; 16 rows of
//   the matrix and 4 blocks of values at a time lie in workgroup memory.
// Bindings: params, slope, sums, seed.

struct Params {
  blocks: u32,
  cells: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> slope: array<vec4f>;
@group(0) @binding(2) var<storage, read> sums: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> seed: array<vec4f>;

const SIDE = 8u;
const CELLS = 32u;
// Blocks of channels that are read at a time.
const STEP = 4u;

var<workgroup> factors: array<vec4f, 128>;
var<workgroup> values: array<vec4f, 128>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let own = thread / SIDE;
  let column = thread % SIDE;
  let first_block = group.y * SIDE;
  let first_cell = group.x * CELLS;
  var made = mat4x4f();
  for (var start = 0u; start < params.blocks; start += STEP) {
    workgroupBarrier();
    for (var item = thread; item < 128u; item += 64u) {
      // Row of the matrix, and block of its columns.
      let row = start * 4u + item / SIDE;
      let across = first_block + item % SIDE;
      let is_factor = (row < params.blocks * 4u) & (across < params.blocks);
      let factor = slope[select(0u, row * params.blocks + across, is_factor)];
      factors[item] = select(vec4f(), factor, is_factor);
      let number = start + item / CELLS;
      let cell = first_cell + item % CELLS;
      let is_value = (number < params.blocks) & (cell < params.cells);
      let value = sums[select(0u, number * params.cells + cell, is_value)];
      values[item] = select(vec4f(), value, is_value);
    }
    workgroupBarrier();
    for (var number = 0u; number < STEP; number += 1u) {
      let row = number * 4u * SIDE + own;
      let factor = mat4x4f(
        factors[row],
        factors[row + SIDE],
        factors[row + 2u * SIDE],
        factors[row + 3u * SIDE],
      );
      let value = number * CELLS + column;
#repeat I 4
      made[#{I}] += factor * values[value + #{I}u * SIDE];
#end
    }
  }
  if (first_block + own >= params.blocks) {
    return;
  }
  let line = (first_block + own) * params.cells;
#repeat I 4
  let cell_#{I} = first_cell + column + #{I}u * SIDE;
  if (cell_#{I} < params.cells) {
    seed[line + cell_#{I}] += made[#{I}];
  }
#end
}
