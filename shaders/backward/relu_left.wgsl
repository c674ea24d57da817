// Whether anything is left of a gradient behind a ReLU, in parts:
//   left[g] = 1 where the ReLU let a value through whose gradient is not 0, among those that
//   workgroup g reads, else 0.
// Layout: output, gradient blocked [c / 4][y][x] of vec4f; left one u32 a workgroup.
// Threads: 64 a workgroup; all stride over the values together.
// Bindings: params, output, gradient, left.

struct Params {
  // Values in blocks of four.
  count: u32,
  // Threads of all workgroups.
  threads: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> output: array<vec4f>;
@group(0) @binding(2) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> left: array<u32>;

const THREADS = 64u;
var<workgroup> found: atomic<u32>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var own = vec4<bool>();
  for (var at = group.x * THREADS + thread; at < params.count; at += params.threads) {
    own = own | ((output[at] > vec4f()) & (gradient[at] != vec4f()));
  }
  if (any(own)) {
    atomicOr(&found, 1u);
  }
  workgroupBarrier();
  if (thread == 0u) {
    left[group.x] = atomicLoad(&found);
  }
}
