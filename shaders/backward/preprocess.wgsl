// Gradient of image/preprocess with respect to the picture:
//   output[order(c)] = input[c] / (std[c] * unit).
// Layout: input in the order of the model, output RGB: one block of channels, vec4f a cell, w = 0.
// Threads: one invocation per cell, 64 a workgroup.
// Bindings: params, input, output.

struct Params {
  cells: u32,
  // 1 for a model that wants blue first.
  swap: u32,
  // 255 for a model that wants 0..1, else 1.
  unit: f32,
  mean_0: f32,
  mean_1: f32,
  mean_2: f32,
  std_0: f32,
  std_1: f32,
  std_2: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.cells) {
    return;
  }
  let deviation = vec3f(params.std_0, params.std_1, params.std_2);
  let value = input[at.x].rgb / deviation / params.unit;
  output[at.x] = vec4f(select(value, value.bgr, params.swap == 1u), 0.0);
}
