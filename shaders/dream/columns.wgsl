// One of the two products of an inverse discrete Fourier transform, along the columns:
//   output[y][k] = sum over j of gains[j][k] * input[j][k] * exp(2 pi i j y / height).
// GRADIENT: its adjoint,
//   output[j][k] = gains[j][k] * sum over y of input[y][k] * exp(-2 pi i j y / height).
// Rows n and height - n have the same cosines and opposite sines: they are read and made together.
// Layout: input, output [2][height][columns] of vec4f, three colours and zero, real parts first;
//   gains [height][columns]; turns[n] = (cos, sin) of 2 pi n / height.
// Threads: one invocation per column and four such pairs of rows, 64 a workgroup.
// Flags: GRADIENT. Bindings: params, input, gains, turns, output.

struct Params {
  columns: u32,
  height: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read> gains: array<f32>;
@group(0) @binding(3) var<storage, read> turns: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

fn store(row: u32, column: u32, real: vec4f, imaginary: vec4f) {
  let here = row * params.columns + column;
  var gain = 1.0;
#if GRADIENT
  gain = gains[here];
#endif
  output[here] = gain * real;
  output[params.columns * params.height + here] = gain * imaginary;
}

fn gained(place: u32, row: u32, column: u32) -> vec4f {
#if GRADIENT
  return input[place];
#else
  return gains[row * params.columns + column] * input[place];
#endif
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  let pairs = params.height / 2u + 1u;
  let column = at.x % params.columns;
  let first = at.x / params.columns * 4u;
  if (first >= pairs) {
    return;
  }
  let imaginary = params.columns * params.height;
  let a_first = gained(column, 0u, column);
  let b_first = gained(imaginary + column, 0u, column);
#repeat I 4
  let row_#{I} = min(first + #{I}u, pairs - 1u);
  var angle_#{I} = row_#{I} % params.height;
  var a_cos_#{I} = a_first;
  var a_sin_#{I} = vec4f();
  var b_cos_#{I} = b_first;
  var b_sin_#{I} = vec4f();
#end
  // The last row of an even number stands alone, as the first does; its sine is zero.
  for (var j = 1u; j < pairs; j += 1u) {
    let mirror = params.height - j;
    let near = j * params.columns + column;
    let far = mirror * params.columns + column;
    let alone = mirror == j;
    let a_near = gained(near, j, column);
    let b_near = gained(imaginary + near, j, column);
    let a_far = select(gained(far, mirror, column), vec4f(), alone);
    let b_far = select(gained(imaginary + far, mirror, column), vec4f(), alone);
    let a_sum = a_near + a_far;
    let b_sum = b_near + b_far;
    let a_difference = a_near - a_far;
    let b_difference = b_near - b_far;
#repeat I 4
    let turn_#{I} = turns[angle_#{I}];
    a_cos_#{I} += a_sum * turn_#{I}.x;
    a_sin_#{I} += a_difference * turn_#{I}.y;
    b_cos_#{I} += b_sum * turn_#{I}.x;
    b_sin_#{I} += b_difference * turn_#{I}.y;
    angle_#{I} += row_#{I};
    angle_#{I} = select(angle_#{I}, angle_#{I} - params.height, angle_#{I} >= params.height);
#end
  }
#repeat I 4
  if (first + #{I}u < pairs) {
    var near = row_#{I};
    var far = (params.height - row_#{I}) % params.height;
#if GRADIENT
    near = far;
    far = row_#{I};
#endif
    store(near, column, a_cos_#{I} - b_sin_#{I}, b_cos_#{I} + a_sin_#{I});
    store(far, column, a_cos_#{I} + b_sin_#{I}, b_cos_#{I} - a_sin_#{I});
  }
#end
}
