// Gradient of an average pooling with respect to its input:
//   input_gradient[c, y, x] = sum of gradient[c, Y, X] over the windows that cover (y, x), divided
//     by window * window.
// Layout: gradient, input_gradient blocked [c / 4][y][x] of vec4f.
// Threads: one invocation per input cell and block; 64 cells to a workgroup, workgroup y is the
//   block.
// Bindings: params, gradient, input_gradient.

#include "lib/pool_windows.wgsl"

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> input_gradient: array<vec4f>;

const THREADS = 64u;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let cells = params.input_width * params.input_height;
  let cell = group.x * THREADS + thread;
  if (cell >= cells) {
    return;
  }
  let y = cell / params.input_width;
  let x = cell % params.input_width;
  let base = group.y * params.output_width * params.output_height;
  var sum = vec4f();
  for (var row = first_window(y); row < end_window(y, params.output_height); row++) {
    for (var column = first_window(x); column < end_window(x, params.output_width); column++) {
      sum += gradient[base + row * params.output_width + column];
    }
  }
  input_gradient[group.y * cells + cell] = sum / f32(params.window * params.window);
}
