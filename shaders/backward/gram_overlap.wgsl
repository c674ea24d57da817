// How much the normalised Gram matrix H of a slot has of those of all others, in parts:
//   overlaps[g] = sum over what workgroup g reads of H_slot * (sum over j != slot of H_j).
// Layout: grams [slot][c][d / 4] of vec4f; overlaps one f32 a workgroup.
// Threads: 64 a workgroup; all stride over the matrix together.
// Bindings: params, grams, overlaps.

struct Params {
  // Of vec4f of a matrix.
  count: u32,
  slots: u32,
  slot: u32,
  members: u32,
  // Threads of all workgroups.
  threads: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> grams: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> overlaps: array<f32>;

#include "lib/gram_members.wgsl"
#include "lib/gram_total.wgsl"

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var own = 0.0;
  for (var at = group.x * THREADS + thread; at < params.count; at += params.threads) {
    own += dot(grams[params.slot * params.count + at], others(at, params.slot));
  }
  let all = total(thread, own);
  if (thread == 0u) {
    overlaps[group.x] = all;
  }
}
