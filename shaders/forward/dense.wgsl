// Dense layer: output[o] = bias[o] + sum over i of weights[o, i] * input[i].
// Layout: input, bias, output one vec4f per four elements; weights row by row, a row padded with
//   zeros to whole steps, so that neighbouring threads read neighbouring 16 bytes. A step is
//   4 inputs in f32, 8 in f16, 16 in q8, where two steps of a row share one of the scales.
// Threads: one workgroup per four outputs; its 64 threads stride over the steps of four rows, 16
//   bytes each at a time; then 8 of them add up 8 sums each, and one of them the rest: a barrier
//   may cost more than a load. Sums are f32 in every format.
// Slices: the weights, and outputs, are those of some outputs of the layer, from block first_block
//   on; bias and output are the whole layer's.
// Flags: RELU; F16 (two halves in a u32: as f16 a load would be 8 bytes only), Q8.
// Bindings: params, input, weights, scales (of Q8; else unread), bias, output.

#include "lib/activation.wgsl"

struct Params {
  outputs: u32,
  first_block: u32,
  input_blocks: u32,
  steps: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
#if F16
@group(0) @binding(2) var<storage, read> weights: array<vec4u>;
#elif Q8
@group(0) @binding(2) var<storage, read> weights: array<vec4u>;
#else
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
#endif
@group(0) @binding(3) var<storage, read> scales: array<f32>;
@group(0) @binding(4) var<storage, read> bias: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> output: array<vec4f>;

const THREADS = 64u;
const ADDERS = 8u;
var<workgroup> partial: array<vec4f, THREADS>;

// Where a row ends inside of a step its weights are zero, and any input will do.
fn input_at(block: u32) -> vec4f {
  return input[min(block, params.input_blocks - 1u)];
}

// What one step of one row adds.
#if F16
fn part(at: u32, a: vec4f, b: vec4f) -> f32 {
  let word = weights[at];
  let first = vec4f(unpack2x16float(word.x), unpack2x16float(word.y));
  let second = vec4f(unpack2x16float(word.z), unpack2x16float(word.w));
  return dot(first, a) + dot(second, b);
}
#elif Q8
fn part(at: u32, a: vec4f, b: vec4f, c: vec4f, d: vec4f) -> f32 {
  let word = weights[at];
  let first = dot(unpack4x8snorm(word.x), a) + dot(unpack4x8snorm(word.y), b);
  let second = dot(unpack4x8snorm(word.z), c) + dot(unpack4x8snorm(word.w), d);
  return scales[at / 2u] * (first + second);
}
#else
fn part(at: u32, a: vec4f) -> f32 {
  return dot(weights[at], a);
}
#endif

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  // Rows beyond the last repeat the last, and are cleared at the end.
  let rows = group.x * 4u + vec4u(0u, 1u, 2u, 3u);
  let starts = min(rows, vec4u(params.outputs - 1u)) * params.steps;
  var sum = vec4f();
  for (var place = thread; place < params.steps; place += THREADS) {
    let at = starts + place;
#if F16
    let a = input_at(2u * place);
    let b = input_at(2u * place + 1u);
    sum += vec4f(part(at.x, a, b), part(at.y, a, b), part(at.z, a, b), part(at.w, a, b));
#elif Q8
    let a = input_at(4u * place);
    let b = input_at(4u * place + 1u);
    let c = input_at(4u * place + 2u);
    let d = input_at(4u * place + 3u);
    sum += vec4f(
      part(at.x, a, b, c, d),
      part(at.y, a, b, c, d),
      part(at.z, a, b, c, d),
      part(at.w, a, b, c, d),
    );
#else
    let a = input[place];
    sum += vec4f(part(at.x, a), part(at.y, a), part(at.z, a), part(at.w, a));
#endif
  }
  partial[thread] = sum;
  workgroupBarrier();
  if (thread < ADDERS) {
    for (var other = thread + ADDERS; other < THREADS; other += ADDERS) {
      sum += partial[other];
    }
    partial[thread] = sum;
  }
  workgroupBarrier();
  if (thread == 0u) {
    for (var other = 1u; other < ADDERS; other++) {
      sum += partial[other];
    }
    let block = params.first_block + group.x;
    let inside = rows < vec4u(params.outputs);
    output[block] = select(vec4f(), activate(sum + bias[block]), inside);
  }
}
