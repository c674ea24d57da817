// Gradient of a global average pooling with respect to its input:
//   input_gradient[c, y, x] = gradient[c] / (height * width).
// Layout: input_gradient blocked [c / 4][y][x] of vec4f; gradient one vec4f per channel block.
// Threads: one invocation per cell and block; 64 cells to a workgroup, workgroup y is the block.
// Bindings: params, gradient, input_gradient.

struct Params {
  cells: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> input_gradient: array<vec4f>;

const THREADS = 64u;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let cell = group.x * THREADS + thread;
  if (cell >= params.cells) {
    return;
  }
  input_gradient[group.y * params.cells + cell] = gradient[group.y] / f32(params.cells);
}
