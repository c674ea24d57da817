// Adds - weight * D to a number, D = sum of all parts / members (gram_likeness.wgsl).
// Layout: parts and value of f32, of which there is one value.
// Threads: one workgroup of 64; one invocation per part, of which there are at most 64.
// Bindings: params, parts, value.

struct Params {
  parts: u32,
  members: f32,
  weight: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> parts: array<f32>;
@group(0) @binding(2) var<storage, read_write> value: array<f32>;

#include "lib/gram_total.wgsl"

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  let own = parts[min(thread, params.parts - 1u)];
  let all = total(thread, select(0.0, own, thread < params.parts));
  if (thread == 0u) {
    value[0] -= params.weight / params.members * all;
  }
}
