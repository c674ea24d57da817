// Dense layer: output[o] = bias[o] + sum over i of weights[o, i] * input[i].
// Layout: input, bias, output one vec4f per four elements; weights row by row, index o *
//   input_blocks + i / 4,
//   component i % 4, so that neighbouring threads read neighbouring vec4f.
// Threads: one workgroup per four outputs; its 64 threads stride over the inputs, then add up
//   in a tree.
// Flags: RELU.
// Bindings: params, input, weights, bias, output.

#include "lib/activation.wgsl"

struct Params {
  outputs: u32,
  input_blocks: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> bias: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

const THREADS = 64u;
var<workgroup> partial: array<vec4f, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  // Rows beyond the last repeat the last, and are cleared at the end.
  let rows = group.x * 4u + vec4u(0u, 1u, 2u, 3u);
  let starts = min(rows, vec4u(params.outputs - 1u)) * params.input_blocks;
  var sum = vec4f();
  for (var block = thread; block < params.input_blocks; block += THREADS) {
    let value = input[block];
    sum += vec4f(
      dot(weights[starts.x + block], value),
      dot(weights[starts.y + block], value),
      dot(weights[starts.z + block], value),
      dot(weights[starts.w + block], value),
    );
  }
  partial[thread] = sum;
  workgroupBarrier();
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    if (thread < half) {
      partial[thread] += partial[thread + half];
    }
    workgroupBarrier();
  }
  if (thread == 0u) {
    let inside = rows < vec4u(params.outputs);
    output[group.x] = select(vec4f(), activate(partial[0] + bias[group.x]), inside);
  }
}
