// What each input adds to one unit of a dense layer, before the bias:
//   output[i] = weights[o, i] * input[i].
// Layout: input and output one vec4f per four elements; weights row by row, index
//   o * input_blocks + i / 4, component i % 4.
// Threads: one invocation per vec4f, 64 a workgroup.
// Bindings: params, input, weights, output.

struct Params {
  unit_channel: u32,
  input_blocks: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> output: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.input_blocks) {
    return;
  }
  output[at.x] = weights[params.unit_channel * params.input_blocks + at.x] * input[at.x];
}
