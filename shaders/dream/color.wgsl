// Three values of every cell to red, green and blue: output = M * input,
//   SIGMOID: 1 / (1 + exp(-M * input)).
// Layout: input, output [y][x] of vec4f; the fourth number of output is zero.
// Threads: one invocation per cell, 64 a workgroup.
// Flags: SIGMOID. Bindings: params, input, output.

#include "lib/color_mix.wgsl"

@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;

// exp of more is no f32; the sigmoid is 0 or 1 long before.
const MOST = 80.0;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.cells) {
    return;
  }
  let value = input[at.x].xyz;
  var color = vec3f(dot(red(), value), dot(green(), value), dot(blue(), value));
#if SIGMOID
  color = 1.0 / (1.0 + exp(-clamp(color, vec3f(-MOST), vec3f(MOST))));
#endif
  output[at.x] = vec4f(color, 0.0);
}
