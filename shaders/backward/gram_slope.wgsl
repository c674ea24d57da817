// What the values X of a slot are multiplied with to get the gradient of - weight * D, where
//   D = 1 / B * sum over i, j != i of <H_i, H_j>, H_i = G_i / |G_i|, G_i = X_i transposed(X_i):
//   slope = - weight * 4 / (B * |G|) * (R - <R, H> * H), R = sum over j != slot of H_j.
// Layout: grams [slot][c][d / 4], slope [c][d / 4] of vec4f; norms one f32 a slot; overlaps one
//   f32 for each workgroup of gram_overlap.wgsl.
// Threads: one invocation per vec4f, 64 a workgroup.
// Bindings: params, grams, norms, overlaps, slope.

struct Params {
  // Of vec4f of a matrix.
  count: u32,
  slots: u32,
  slot: u32,
  members: u32,
  groups: u32,
  weight: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> grams: array<vec4f>;
@group(0) @binding(2) var<storage, read> norms: array<f32>;
@group(0) @binding(3) var<storage, read> overlaps: array<f32>;
@group(0) @binding(4) var<storage, read_write> slope: array<vec4f>;

#include "lib/gram_members.wgsl"

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.count) {
    return;
  }
  var overlap = 0.0;
  for (var group = 0u; group < params.groups; group += 1u) {
    overlap += overlaps[group];
  }
  let factor = -4.0 * params.weight / (member_count() * norms[params.slot]);
  let own = grams[params.slot * params.count + at.x];
  slope[at.x] = factor * (others(at.x, params.slot) - overlap * own);
}
