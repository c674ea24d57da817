// Divides a Gram matrix by its norm: norm = sqrt(sum of squares), grams[first + i] /= norm.
// Layout: squares one f32 for each workgroup that has added some up; grams of vec4f; norms one f32
//   a slot.
// Threads: one invocation per vec4f, 64 a workgroup.
// Bindings: params, squares, grams, norms.

struct Params {
  // Of vec4f of a matrix.
  count: u32,
  first: u32,
  slot: u32,
  groups: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> squares: array<f32>;
@group(0) @binding(2) var<storage, read_write> grams: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> norms: array<f32>;

// Instead of zero, of a map that is zero everywhere.
const LEAST = 1e-20;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.count) {
    return;
  }
  var sum = 0.0;
  for (var group = 0u; group < params.groups; group += 1u) {
    sum += squares[group];
  }
  let norm = max(sqrt(sum), LEAST);
  grams[params.first + at.x] /= norm;
  if (at.x == 0u) {
    norms[params.slot] = norm;
  }
}
