// A step up a gradient whose length is set by its size: values += factor * gradient, by rule
//   0: factor = rate
//   1: factor = rate / (sqrt(sum / numbers) + epsilon), the root of the mean square
//   2: factor = rate / sqrt(max(sum, epsilon)), the length
//   3: factor = min(rate, progress / max(sum, epsilon)), which would raise a linear objective
//     by progress.
// Layout: gradient, values array<vec4f>; sum one f32, the sum of squares of the gradient.
// Threads: one invocation per vec4f, 64 a workgroup.
// Bindings: params, gradient, sum, values.

struct Params {
  count: u32,
  rule: u32,
  numbers: f32,
  rate: f32,
  epsilon: f32,
  progress: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read> sum: array<f32>;
@group(0) @binding(3) var<storage, read_write> values: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.count) {
    return;
  }
  var factor = params.rate;
  if (params.rule == 1u) {
    factor /= sqrt(sum[0] / params.numbers) + params.epsilon;
  }
  if (params.rule == 2u) {
    factor /= sqrt(max(sum[0], params.epsilon));
  }
  if (params.rule == 3u) {
    factor = min(factor, params.progress / max(sum[0], params.epsilon));
  }
  values[at.x] += factor * gradient[at.x];
}
