// Gradient of a max pooling with respect to its input:
//   input_gradient[c, y, x] = sum of gradient[c, Y, X] over the windows that (c, y, x) has won.
// Layout: gradient, input_gradient blocked [c / 4][y][x] of vec4f; winners as forward/max_pool.wgsl
//   writes them, a byte for each channel: v * window + u.
// Threads: one invocation per input cell and block; 64 cells to a workgroup, workgroup y is the
//   block. Each gathers from the windows that cover it.
// Bindings: params, gradient, winners, input_gradient.

#include "lib/pool_windows.wgsl"

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read> winners: array<u32>;
@group(0) @binding(3) var<storage, read_write> input_gradient: array<vec4f>;

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
      let at = base + row * params.output_width + column;
      let places = (vec4u(winners[at]) >> vec4u(0u, 8u, 16u, 24u)) & vec4u(255u);
      let place = (y - row * params.stride) * params.window + x - column * params.stride;
      sum += select(vec4f(), gradient[at], places == vec4u(place));
    }
  }
  input_gradient[group.y * cells + cell] = sum;
}
