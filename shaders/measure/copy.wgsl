// How fast the device moves memory: output[i] = input[i].
// Layout: both are a whole number of pieces of 1024 vec4f, 16 KiB.
// Threads: one workgroup a piece; each of its 256 threads takes four vec4f that are 256 apart, so
//   that neighbouring threads take neighbouring 16 bytes, and four loads are on their way at once.
// Flags: none. Bindings: params, input, output.

struct Params {
  pieces: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;

const THREADS = 256u;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let at = min(group.x, params.pieces - 1u) * 4u * THREADS + thread;
  let a = input[at];
  let b = input[at + THREADS];
  let c = input[at + 2u * THREADS];
  let d = input[at + 3u * THREADS];
  output[at] = a;
  output[at + THREADS] = b;
  output[at + 2u * THREADS] = c;
  output[at + 3u * THREADS] = d;
}
