// The other product of an inverse discrete Fourier transform, along the rows, with real values:
//   output[y][x] = real part of the sum over k of input[y][k] * exp(2 pi i k x / width).
// Cells x and width - x have the same cosines and opposite sines; where the width is even, these
// are those of width / 2 + x and width / 2 - x too, but for the sign of every odd k. The four are
// made together.
// Layout: input [2][height][columns] of vec4f, real parts first; output [height][width] of vec4f;
//   turns[n] = (cos, sin) of 2 pi n / width.
// Threads: one invocation per row and four such sets of cells, 64 a workgroup.
// Bindings: params, input, turns, output.

#include "lib/wave_sets.wgsl"

struct Params {
  columns: u32,
  width: u32,
  height: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read> turns: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> output: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  let sets = set_count(params.width);
  let groups = (sets + 3u) / 4u;
  let first = at.x % groups * 4u;
  let y = at.x / groups;
  if (y >= params.height) {
    return;
  }
  let imaginary = params.columns * params.height;
  let row = y * params.columns;
  let last = params.columns - 1u;
#repeat I 4
  let cell_#{I} = min(first + #{I}u, sets - 1u);
  var angle_#{I} = 0u;
  var a_even_#{I} = vec3f();
  var b_even_#{I} = vec3f();
  var a_odd_#{I} = vec3f();
  var b_odd_#{I} = vec3f();
#end
  for (var k = 0u; k < params.columns; k += 2u) {
    let a = input[row + k].xyz;
    let b = input[imaginary + row + k].xyz;
    let next = row + min(k + 1u, last);
    let a_next = select(vec3f(), input[next].xyz, k < last);
    let b_next = select(vec3f(), input[imaginary + next].xyz, k < last);
#repeat I 4
    let turn_#{I} = turns[angle_#{I}];
    a_even_#{I} += a * turn_#{I}.x;
    b_even_#{I} += b * turn_#{I}.y;
    angle_#{I} = turned(angle_#{I}, cell_#{I}, params.width);
    let turn_next_#{I} = turns[angle_#{I}];
    a_odd_#{I} += a_next * turn_next_#{I}.x;
    b_odd_#{I} += b_next * turn_next_#{I}.y;
    angle_#{I} = turned(angle_#{I}, cell_#{I}, params.width);
#end
  }
  let start = y * params.width;
  let half = params.width / 2u;
#repeat I 4
  if (first + #{I}u < sets) {
    let a = a_even_#{I} + a_odd_#{I};
    let b = b_even_#{I} + b_odd_#{I};
    output[start + cell_#{I}] = vec4f(a - b, 0.0);
    output[start + (params.width - cell_#{I}) % params.width] = vec4f(a + b, 0.0);
    if (2u * half == params.width) {
      let a_half = a_even_#{I} - a_odd_#{I};
      let b_half = b_even_#{I} - b_odd_#{I};
      output[start + half + cell_#{I}] = vec4f(a_half - b_half, 0.0);
      output[start + half - cell_#{I}] = vec4f(a_half + b_half, 0.0);
    }
  }
#end
}
