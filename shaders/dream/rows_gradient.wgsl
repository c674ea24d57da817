// Adjoint of rows.wgsl:
//   real part of output[y][k] = sum over x of gradient[y][x] * cos(2 pi k x / width),
//   imaginary part of it = - sum over x of gradient[y][x] * sin(2 pi k x / width).
// Cells x and width - x, whose cosines are the same and whose sines are opposite, go together, and
// where the width is even, width / 2 + x and width / 2 - x with them: their signs change with k.
// Layout: gradient [height][width] of vec4f; output [2][height][columns] of vec4f, real
//   parts first; turns[n] = (cos, sin) of 2 pi n / width.
// Threads: one invocation per row and four columns of the spectrum, 64 a workgroup.
// Bindings: params, gradient, turns, output.

#include "lib/wave_sets.wgsl"

struct Params {
  columns: u32,
  width: u32,
  height: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read> turns: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> output: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  let groups = (params.columns + 3u) / 4u;
  let first = at.x % groups * 4u;
  let y = at.x / groups;
  if (y >= params.height) {
    return;
  }
  let row = y * params.width;
  let half = params.width / 2u;
  let is_even = 2u * half == params.width;
  let middle = select(vec3f(), gradient[row + half].xyz, is_even);
#repeat I 4
  let column_#{I} = min(first + #{I}u, params.columns - 1u);
  var angle_#{I} = column_#{I} % params.width;
  var real_#{I} = gradient[row].xyz + select(middle, -middle, #{I}u % 2u == 1u);
  var imaginary_#{I} = vec3f();
#end
  let sets = set_count(params.width);
  for (var x = 1u; x < sets; x += 1u) {
    // The first and the middle cell stand alone, and so does the one between them.
    let is_last = 2u * x == half;
    let near = gradient[row + x].xyz;
    let far = gradient[row + params.width - x].xyz;
    let has_more = is_even & !is_last;
    let after = select(vec3f(), gradient[row + half + select(0u, x, is_even)].xyz, has_more);
    let before = select(vec3f(), gradient[row + half - select(0u, x, is_even)].xyz, has_more);
    let sum_0 = near + far + (after + before);
    let sum_1 = near + far - (after + before);
    let difference_0 = near - far + (after - before);
    let difference_1 = near - far - (after - before);
    let sum_2 = sum_0;
    let sum_3 = sum_1;
    let difference_2 = difference_0;
    let difference_3 = difference_1;
#repeat I 4
    let turn_#{I} = turns[angle_#{I}];
    real_#{I} += sum_#{I} * turn_#{I}.x;
    imaginary_#{I} -= difference_#{I} * turn_#{I}.y;
    angle_#{I} = turned(angle_#{I}, column_#{I}, params.width);
#end
  }
  let start = y * params.columns;
  let imaginary = params.columns * params.height;
#repeat I 4
  if (first + #{I}u < params.columns) {
    output[start + column_#{I}] = vec4f(real_#{I}, 0.0);
    output[imaginary + start + column_#{I}] = vec4f(imaginary_#{I}, 0.0);
  }
#end
}
