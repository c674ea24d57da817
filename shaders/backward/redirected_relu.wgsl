// Gradient of a ReLU, in place. Where anything is left of it (relu_left.wgsl), as it is: kept
//   where output > 0. Where nothing is, what would raise a value that the ReLU did not let through
//   is kept as well: where output > 0 or gradient > 0.
// Layout: left one u32 for each workgroup of relu_left.wgsl; output, gradient blocked
//   [c / 4][y][x] of vec4f.
// Threads: one invocation per value in blocks of four; 64 to a workgroup, workgroup y is the block.
// Bindings: params, left, output, gradient.

struct Params {
  cells: u32,
  groups: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> left: array<u32>;
@group(0) @binding(2) var<storage, read> output: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> gradient: array<vec4f>;

const THREADS = 64u;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let cell = group.x * THREADS + thread;
  if (cell >= params.cells) {
    return;
  }
  var is_left = 0u;
  for (var part = 0u; part < params.groups; part += 1u) {
    is_left |= left[part];
  }
  let at = group.y * params.cells + cell;
  let value = gradient[at];
  let raises = (value > vec4f()) & vec4<bool>(is_left == 0u);
  gradient[at] = select(vec4f(), value, (output[at] > vec4f()) | raises);
}
