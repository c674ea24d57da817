// How fast the device multiplies and adds: x = x * factor + term, again and again.
// Formula: eight chains of four values a thread; chain c starts at (thread mod 64) / 64 + c; a
//   round is four multiply-adds of every value: 8 * 4 * 4 = 128 a thread. With a factor of -1 the
//   values go to and fro and stay finite for ever.
// Layout: output has one vec4f a thread: the sum of its eight chains.
// Threads: 64 a workgroup, as many workgroups as the output has room for.
// Flags: F16 (needs shader-f16), with QUAD = vec4<f16>; else QUAD = vec4f.
// Bindings: params, output.

#if F16
enable f16;
#endif

struct Params {
  rounds: u32,
  factor: f32,
  term: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> output: array<vec4f>;

const THREADS = 64u;

// Four in one expression: where every assignment costs a store, there is one to four of them.
fn four(x: #{QUAD}, a: #{QUAD}, b: #{QUAD}) -> #{QUAD} {
  return fma(fma(fma(fma(x, a, b), a, b), a, b), a, b);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_index) lane: u32) {
  let a = #{QUAD}(vec4f(params.factor));
  let b = #{QUAD}(vec4f(params.term));
  let start = #{QUAD}(vec4f(f32(lane) / f32(THREADS)));
  var x0 = start;
  var x1 = start + #{QUAD}(vec4f(1.0));
  var x2 = start + #{QUAD}(vec4f(2.0));
  var x3 = start + #{QUAD}(vec4f(3.0));
  var x4 = start + #{QUAD}(vec4f(4.0));
  var x5 = start + #{QUAD}(vec4f(5.0));
  var x6 = start + #{QUAD}(vec4f(6.0));
  var x7 = start + #{QUAD}(vec4f(7.0));
  for (var round = 0u; round < params.rounds; round += 1u) {
    x0 = four(x0, a, b);
    x1 = four(x1, a, b);
    x2 = four(x2, a, b);
    x3 = four(x3, a, b);
    x4 = four(x4, a, b);
    x5 = four(x5, a, b);
    x6 = four(x6, a, b);
    x7 = four(x7, a, b);
  }
  output[id.x] = vec4f(((x0 + x1) + (x2 + x3)) + ((x4 + x5) + (x6 + x7)));
}
