// How alike the maps of all slots that count are, in parts:
//   parts[g] = sum over what workgroup g reads, over i and j != i, of H_i * H_j.
// Layout: grams [slot][i] of vec4f, normalised; parts one f32 a workgroup.
// Threads: 64 a workgroup; all stride over a matrix together.
// Bindings: params, grams, parts.

struct Params {
  // Of vec4f of a matrix.
  count: u32,
  slots: u32,
  members: u32,
  // Threads of all workgroups.
  threads: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> grams: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> parts: array<f32>;

#include "lib/gram_members.wgsl"
#include "lib/gram_total.wgsl"

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var own = 0.0;
  for (var at = group.x * THREADS + thread; at < params.count; at += params.threads) {
    for (var slot = 0u; slot < params.slots; slot += 1u) {
      if (is_member(slot)) {
        own += dot(grams[slot * params.count + at], others(at, slot));
      }
    }
  }
  let all = total(thread, own);
  if (thread == 0u) {
    parts[group.x] = all;
  }
}
