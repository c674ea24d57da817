// Draws values towards a number of each colour and cuts them off:
//   values = clamp(center + keep * (values - center), low, high).
// Layout: values array<vec4f>; the fourth numbers become zero.
// Threads: one invocation per vec4f, 64 a workgroup.
// Bindings: params, values.

struct Params {
  count: u32,
  red: f32,
  green: f32,
  blue: f32,
  keep: f32,
  low: f32,
  high: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> values: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.count) {
    return;
  }
  let center = vec3f(params.red, params.green, params.blue);
  let value = center + params.keep * (values[at.x].xyz - center);
  values[at.x] = vec4f(clamp(value, vec3f(params.low), vec3f(params.high)), 0.0);
}
