// A step of RMSprop, upwards: v = rho * v + fresh * g * g with fresh = 1 - rho,
//   values += rate * g / (sqrt(v) + epsilon).
// Layout: gradient, squares (v), values array<vec4f>.
// Threads: one invocation per vec4f, 64 a workgroup.
// Bindings: params, gradient, squares, values.

struct Params {
  count: u32,
  rate: f32,
  rho: f32,
  fresh: f32,
  epsilon: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> squares: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> values: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.count) {
    return;
  }
  let slope = gradient[at.x];
  let v = params.rho * squares[at.x] + params.fresh * slope * slope;
  squares[at.x] = v;
  values[at.x] += params.rate * slope / (sqrt(v) + params.epsilon);
}
