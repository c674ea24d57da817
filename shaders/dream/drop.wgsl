// Puts the cells that matter least back to a color: those whose size is below the rank-th smallest,
//   size of a cell = length of (value - color), BENEFIT: |sum of gradient * (value - color)|.
// The rank-th smallest is found bit by bit: sizes are not negative, so their bits are in order too.
// Layout: values, gradient array<vec4f>; scratch one f32 per cell.
// Threads: one workgroup of 256; each invocation takes every 256th cell.
// Flags: BENEFIT. Bindings: params, gradient, values, scratch.

struct Params {
  count: u32,
  rank: u32,
  red: f32,
  green: f32,
  blue: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> values: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> scratch: array<u32>;

const THREADS = 256u;
const HIGHEST_BIT = 30u;

var<workgroup> below: atomic<u32>;
var<workgroup> limit: u32;

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) index: u32) {
  let color = vec3f(params.red, params.green, params.blue);
  for (var i = index; i < params.count; i += THREADS) {
    let away = values[i].xyz - color;
#if BENEFIT
    scratch[i] = bitcast<u32>(abs(dot(gradient[i].xyz, away)));
#else
    scratch[i] = bitcast<u32>(length(away));
#endif
  }
  if (index == 0u) {
    limit = 0u;
    atomicStore(&below, 0u);
  }
  workgroupBarrier();
  // The largest number that at most rank sizes are below.
  for (var bit = 0u; bit <= HIGHEST_BIT; bit += 1u) {
    let tried = limit | (1u << (HIGHEST_BIT - bit));
    var mine = 0u;
    for (var i = index; i < params.count; i += THREADS) {
      mine += select(0u, 1u, scratch[i] < tried);
    }
    atomicAdd(&below, mine);
    workgroupBarrier();
    if (index == 0u) {
      if (atomicLoad(&below) <= params.rank) {
        limit = tried;
      }
      atomicStore(&below, 0u);
    }
    workgroupBarrier();
  }
  for (var i = index; i < params.count; i += THREADS) {
    if (scratch[i] < limit) {
      values[i] = vec4f(color, 0.0);
    }
  }
}
