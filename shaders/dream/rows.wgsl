// The other product of an inverse discrete Fourier transform, along the rows, with real values:
//   output[y][x] = real part of the sum over k of input[y][k] * exp(2 pi i k x / width).
// Cells x and width - x have the same cosines and opposite sines: they are made together.
// Layout: input [2][height][columns] of vec4f, real parts first; output [height][width] of vec4f;
//   turns[n] = (cos, sin) of 2 pi n / width.
// Threads: one invocation per row and four such pairs of cells, 64 a workgroup.
// Bindings: params, input, turns, output.

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
  let pairs = params.width / 2u + 1u;
  let groups = (pairs + 3u) / 4u;
  let first = at.x % groups * 4u;
  let y = at.x / groups;
  if (y >= params.height) {
    return;
  }
  let imaginary = params.columns * params.height;
  let row = y * params.columns;
#repeat I 4
  let cell_#{I} = min(first + #{I}u, pairs - 1u);
  var angle_#{I} = 0u;
  var a_cos_#{I} = vec4f();
  var b_sin_#{I} = vec4f();
#end
  for (var k = 0u; k < params.columns; k += 1u) {
    let a = input[row + k];
    let b = input[imaginary + row + k];
#repeat I 4
    let turn_#{I} = turns[angle_#{I}];
    a_cos_#{I} += a * turn_#{I}.x;
    b_sin_#{I} += b * turn_#{I}.y;
    angle_#{I} += cell_#{I};
    angle_#{I} = select(angle_#{I}, angle_#{I} - params.width, angle_#{I} >= params.width);
#end
  }
  let start = y * params.width;
#repeat I 4
  if (first + #{I}u < pairs) {
    output[start + cell_#{I}] = a_cos_#{I} - b_sin_#{I};
    output[start + (params.width - cell_#{I}) % params.width] = a_cos_#{I} + b_sin_#{I};
  }
#end
}
