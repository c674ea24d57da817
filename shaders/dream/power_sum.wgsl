// A sum over a whole buffer: output[0] = sum of |value - center| ^ power.
// Layout: values array<vec4f>, three numbers and zero; output one f32.
// Threads: one workgroup of 256; each invocation takes every 256th vec4f; they add up
//   in a fixed order.
// Bindings: params, values, output.

#include "lib/whole_power.wgsl"

struct Params {
  count: u32,
  power: u32,
  center: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<f32>;

const THREADS = 256u;

var<workgroup> sums: array<f32, THREADS>;

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) index: u32) {
  var sum = vec3f();
  for (var i = index; i < params.count; i += THREADS) {
    sum += whole_power(abs(values[i].xyz - params.center), params.power);
  }
  sums[index] = sum.x + sum.y + sum.z;
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (index < half) {
      sums[index] += sums[index + half];
    }
  }
  if (index == 0u) {
    output[0] = sums[0];
  }
}
