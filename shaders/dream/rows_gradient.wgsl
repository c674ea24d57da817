// Adjoint of rows.wgsl:
//   real part of output[y][k] = sum over x of gradient[y][x] * cos(2 pi k x / width),
//   imaginary part of it = - sum over x of gradient[y][x] * sin(2 pi k x / width).
// Cells x and width - x, whose cosines are the same and whose sines are opposite, go together.
// Layout: gradient [height][width] of vec4f; output [2][height][columns] of vec4f, real
//   parts first; turns[n] = (cos, sin) of 2 pi n / width.
// Threads: one invocation per row and four columns of the spectrum, 64 a workgroup.
// Bindings: params, gradient, turns, output.

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
#repeat I 4
  let column_#{I} = min(first + #{I}u, params.columns - 1u);
  var angle_#{I} = column_#{I} % params.width;
  var real_#{I} = gradient[row];
  var imaginary_#{I} = vec4f();
#end
  // The last cell of an even row stands alone, as the first does; its sine is zero.
  for (var x = 1u; x <= params.width / 2u; x += 1u) {
    let near = gradient[row + x];
    let far = select(gradient[row + params.width - x], vec4f(), 2u * x == params.width);
    let sum = near + far;
    let difference = near - far;
#repeat I 4
    let turn_#{I} = turns[angle_#{I}];
    real_#{I} += sum * turn_#{I}.x;
    imaginary_#{I} -= difference * turn_#{I}.y;
    angle_#{I} += column_#{I};
    angle_#{I} = select(angle_#{I}, angle_#{I} - params.width, angle_#{I} >= params.width);
#end
  }
  let start = y * params.columns;
  let imaginary = params.columns * params.height;
#repeat I 4
  if (first + #{I}u < params.columns) {
    output[start + column_#{I}] = real_#{I};
    output[imaginary + start + column_#{I}] = imaginary_#{I};
  }
#end
}
