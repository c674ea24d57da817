// Adds weight times the gradient of the distance of all values from a number,
//   S = sum of |value - center| ^ power, rooted: S ^ (1 / power).
// Layout: values, gradient array<vec4f>, the fourth numbers stay zero; sum one f32, S,
//   read only when rooted.
// Threads: one invocation per vec4f, 64 a workgroup.
// Bindings: params, values, sum, gradient.

#include "lib/whole_power.wgsl"

struct Params {
  count: u32,
  power: u32,
  rooted: u32,
  center: f32,
  weight: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<vec4f>;
@group(0) @binding(2) var<storage, read> sum: array<f32>;
@group(0) @binding(3) var<storage, read_write> gradient: array<vec4f>;

// Below the smallest sum that can be met, so that nothing is divided by zero.
const TINY = 1e-30;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.count) {
    return;
  }
  let away = values[at.x].xyz - params.center;
  var factor = params.weight * f32(params.power);
  if (params.rooted == 1u) {
    factor = params.weight * pow(max(sum[0], TINY), 1.0 / f32(params.power) - 1.0);
  }
  let slope = sign(away) * whole_power(abs(away), params.power - 1u);
  gradient[at.x] += vec4f(factor * slope, 0.0);
}
