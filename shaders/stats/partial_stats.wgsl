// First step of the statistics: min, max, sum, number of finite cells and number of zeros of a
//   slice of a block. Cells that are NaN or infinite count for neither min, max nor sum.
// Layout: input blocked [c / 4][y][x] of vec4f; partials [block][slice][quantity] of vec4f,
//   quantities in the order above.
// Threads: one invocation per block and slice; slice s has the cells s, s + slices, ..., so that
//   neighbours read neighbours. No workgroup memory: a layer of 1 x 1 maps would pay for barriers
//   it does not need.
// Bindings: params, input, partials.

#include "lib/finite.wgsl"

struct Params {
  blocks: u32,
  cells: u32,
  slices: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> partials: array<vec4f>;

const LARGEST = 3.4028234e38;
const QUANTITIES = 5u;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  let block = at.x / params.slices;
  let slice = at.x % params.slices;
  if (block >= params.blocks) {
    return;
  }
  var low = vec4f(LARGEST);
  var high = vec4f(-LARGEST);
  var sum = vec4f();
  var finite = vec4f();
  var zeros = vec4f();
  for (var cell = slice; cell < params.cells; cell += params.slices) {
    let value = input[block * params.cells + cell];
    let good = are_finite(value);
    low = min(low, select(vec4f(LARGEST), value, good));
    high = max(high, select(vec4f(-LARGEST), value, good));
    sum += select(vec4f(), value, good);
    finite += select(vec4f(), vec4f(1.0), good);
    zeros += select(vec4f(), vec4f(1.0), value == vec4f());
  }
  let first = at.x * QUANTITIES;
  partials[first] = low;
  partials[first + 1u] = high;
  partials[first + 2u] = sum;
  partials[first + 3u] = finite;
  partials[first + 4u] = zeros;
}
