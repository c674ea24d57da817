// A step of Adam, upwards: m = beta1 * m + (1 - beta1) * g, v = beta2 * v + (1 - beta2) * g * g,
//   values += rate * (m / (1 - beta1 ^ step)) / (sqrt(v / (1 - beta2 ^ step)) + epsilon).
// Layout: gradient, first, second, values array<vec4f>. The corrections 1 - beta ^ step, and
//   1 - beta (fresh), come in params: a difference of two f32 near 1 is too coarse.
// Threads: one invocation per vec4f, 64 a workgroup.
// Bindings: params, gradient, first, second, values.

struct Params {
  count: u32,
  rate: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
  fresh1: f32,
  fresh2: f32,
  correction1: f32,
  correction2: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> first: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> second: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> values: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.count) {
    return;
  }
  let slope = gradient[at.x];
  let m = params.beta1 * first[at.x] + params.fresh1 * slope;
  let v = params.beta2 * second[at.x] + params.fresh2 * slope * slope;
  first[at.x] = m;
  second[at.x] = v;
  let size = sqrt(v / params.correction2) + params.epsilon;
  values[at.x] += params.rate * (m / params.correction1) / size;
}
