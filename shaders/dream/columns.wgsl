// One of the two products of an inverse discrete Fourier transform, along the columns:
//   output[y][k] = sum over j of gains[j][k] * input[j][k] * exp(2 pi i j y / height).
// GRADIENT: its adjoint,
//   output[j][k] = gains[j][k] * sum over y of input[y][k] * exp(-2 pi i j y / height).
// Layout: input, output [2][height][columns] of vec4f, three colours and zero, real parts first;
//   gains [height][columns]; turns[n] = (cos, sin) of 2 pi n / height.
// Threads: one invocation per column and row, 8 x 8 a workgroup.
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

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if ((at.x >= params.columns) | (at.y >= params.height)) {
    return;
  }
  let half = params.columns * params.height;
  var real = vec4f();
  var imaginary = vec4f();
  var place = at.x;
  var angle = 0u;
  for (var j = 0u; j < params.height; j += 1u) {
    let turn = turns[angle];
#if GRADIENT
    let a = input[place];
    let b = input[half + place];
    real += a * turn.x + b * turn.y;
    imaginary += b * turn.x - a * turn.y;
#else
    let a = gains[place] * input[place];
    let b = gains[place] * input[half + place];
    real += a * turn.x - b * turn.y;
    imaginary += a * turn.y + b * turn.x;
#endif
    place += params.columns;
    angle += at.y;
    angle = select(angle, angle - params.height, angle >= params.height);
  }
  let here = at.y * params.columns + at.x;
#if GRADIENT
  real *= gains[here];
  imaginary *= gains[here];
#endif
  output[here] = real;
  output[half + here] = imaginary;
}
