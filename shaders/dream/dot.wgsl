// What a linear objective is: output[0] = sum of a * b over some of two maps.
// Layout: a, b array<vec4f>, of which count from first on; output one f32.
// Threads: one workgroup of 256; each invocation takes every 256th vec4f; they add up
//   in a fixed order.
// Bindings: params, a, b, output.

struct Params {
  first: u32,
  count: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<vec4f>;
@group(0) @binding(2) var<storage, read> b: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> output: array<f32>;

const THREADS = 256u;

var<workgroup> sums: array<f32, THREADS>;

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) index: u32) {
  var sum = 0.0;
  for (var i = index; i < params.count; i += THREADS) {
    sum += dot(a[params.first + i], b[params.first + i]);
  }
  sums[index] = sum;
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
