// Gradient of a ReLU with respect to its input, in place, by one of three rules:
//   plain: kept where the ReLU let its value through, so where output > 0;
//   guided: and where the gradient is > 0; deconvnet: only where the gradient is > 0.
// Layout: output, gradient blocked [c / 4][y][x] of vec4f.
// Threads: one invocation per cell and block; 64 cells to a workgroup, workgroup y is the block.
// Bindings: params, output, gradient.

struct Params {
  cells: u32,
  rule: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> output: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> gradient: array<vec4f>;

const THREADS = 64u;
const PLAIN = 0u;
const DECONVNET = 2u;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let cell = group.x * THREADS + thread;
  if (cell >= params.cells) {
    return;
  }
  let at = group.y * params.cells + cell;
  let value = gradient[at];
  let passed = (output[at] > vec4f()) | vec4<bool>(params.rule == DECONVNET);
  let rises = (value > vec4f()) | vec4<bool>(params.rule == PLAIN);
  gradient[at] = select(vec4f(), value, passed & rises);
}
