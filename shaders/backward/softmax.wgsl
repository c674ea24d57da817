// Gradient of a softmax with respect to the logits:
//   input_gradient[c] = p[c] * (gradient[c] - sum over k of gradient[k] * p[k]), p = probabilities.
// Layout: all one vec4f per four channels, padding channels zero.
// Threads: one workgroup; its 256 threads stride over the blocks, twice: sum, difference.
// Bindings: params, probabilities, gradient, input_gradient.

struct Params {
  blocks: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> probabilities: array<vec4f>;
@group(0) @binding(2) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> input_gradient: array<vec4f>;

const THREADS = 256u;
var<workgroup> partial: array<vec4f, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  var sum = vec4f();
  for (var number = thread; number < params.blocks; number += THREADS) {
    sum += gradient[number] * probabilities[number];
  }
  partial[thread] = sum;
  workgroupBarrier();
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    if (thread < half) {
      partial[thread] += partial[thread + half];
    }
    workgroupBarrier();
  }
  let mean = dot(partial[0], vec4f(1.0));
  for (var number = thread; number < params.blocks; number += THREADS) {
    input_gradient[number] = probabilities[number] * (gradient[number] - mean);
  }
}
