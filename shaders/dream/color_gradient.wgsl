// Adjoint of color.wgsl: output = transposed M * gradient,
//   SIGMOID: of gradient * picture * (1 - picture).
// Layout: picture (what color.wgsl wrote), gradient, output [y][x] of vec4f.
// Threads: one invocation per cell, 64 a workgroup.
// Flags: SIGMOID. Bindings: params, picture, gradient, output.

#include "lib/color_mix.wgsl"

@group(0) @binding(1) var<storage, read> picture: array<vec4f>;
@group(0) @binding(2) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> output: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.cells) {
    return;
  }
  var slope = gradient[at.x].xyz;
#if SIGMOID
  let color = picture[at.x].xyz;
  slope *= color * (1.0 - color);
#endif
  output[at.x] = vec4f(slope.x * red() + slope.y * green() + slope.z * blue(), 0.0);
}
