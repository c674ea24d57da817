// Gradient of a flattening with respect to its input, so the way back:
//   input_gradient[c, y, x] = gradient[(y * W + x) * C + c].
// Layout: input_gradient blocked [c / 4][y][x] of vec4f; gradient one vec4f per four elements.
// Threads: one invocation per cell and block; 64 cells to a workgroup, workgroup y is the block.
// Bindings: params, gradient, input_gradient.

struct Params {
  channels: u32,
  cells: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> input_gradient: array<vec4f>;

const THREADS = 64u;

fn element(cell: u32, channel: u32) -> f32 {
  let inside = channel < params.channels;
  let index = cell * params.channels + select(0u, channel, inside);
  return select(0.0, gradient[index / 4u][index % 4u], inside);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let cell = group.x * THREADS + thread;
  if (cell >= params.cells) {
    return;
  }
  let first = group.y * 4u;
  let head = vec2f(element(cell, first), element(cell, first + 1u));
  let tail = vec2f(element(cell, first + 2u), element(cell, first + 3u));
  input_gradient[group.y * params.cells + cell] = vec4f(head, tail);
}
