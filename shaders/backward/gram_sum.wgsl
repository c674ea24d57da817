// Adds up the parts of a Gram matrix, and parts of the sum of its squares:
//   grams[first + i] = sum over p of parts[p][i]; squares[g] = sum of squares of what workgroup g
//   has made.
// Layout: parts [p][i], grams of vec4f; squares one f32 a workgroup.
// Threads: 64 a workgroup; all stride over the matrix together.
// Bindings: params, parts, grams, squares.

struct Params {
  // Of vec4f of a matrix.
  count: u32,
  parts: u32,
  first: u32,
  // Threads of all workgroups.
  threads: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> parts: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> grams: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> squares: array<f32>;

#include "lib/gram_total.wgsl"

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var own = 0.0;
  for (var at = group.x * THREADS + thread; at < params.count; at += params.threads) {
    var sum = vec4f();
    for (var part = 0u; part < params.parts; part += 1u) {
      sum += parts[part * params.count + at];
    }
    grams[params.first + at] = sum;
    own += dot(sum, sum);
  }
  let all = total(thread, own);
  if (thread == 0u) {
    squares[group.x] = all;
  }
}
