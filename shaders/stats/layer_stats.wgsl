// Statistics of a layer from those of its channels:
//   output = (smallest min, largest max, mean of the means, mean share of zeros).
// Layout: channels one vec4f (min, max, mean, share of zeros) per channel; output one vec4f.
// Threads: one workgroup; its 64 threads stride over the channels, then join in a tree.
// Bindings: params, channels, output.

struct Params {
  count: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> channels: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;

const THREADS = 64u;
var<workgroup> parts: array<vec4f, THREADS>;

fn join(a: vec4f, b: vec4f) -> vec4f {
  return vec4f(min(a.x, b.x), max(a.y, b.y), a.zw + b.zw);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  let start = channels[min(thread, params.count - 1u)];
  var part = vec4f(start.xy, 0.0, 0.0);
  for (var channel = thread; channel < params.count; channel += THREADS) {
    part = join(part, channels[channel]);
  }
  parts[thread] = part;
  workgroupBarrier();
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    if (thread < half) {
      parts[thread] = join(parts[thread], parts[thread + half]);
    }
    workgroupBarrier();
  }
  if (thread == 0u) {
    let whole = parts[0];
    output[0] = vec4f(whole.xy, whole.zw / f32(params.count));
  }
}
