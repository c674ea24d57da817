// Adjoint of rows.wgsl:
//   real part of output[y][k] = sum over x of gradient[y][x] * cos(2 pi k x / width),
//   imaginary part of it = - sum over x of gradient[y][x] * sin(2 pi k x / width).
// Layout: gradient [height][width] of vec4f; output [2][height][columns] of vec4f, real
//   parts first; turns[n] = (cos, sin) of 2 pi n / width.
// Threads: one invocation per column of the spectrum and row, 8 x 8 a workgroup.
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

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if ((at.x >= params.columns) | (at.y >= params.height)) {
    return;
  }
  let row = at.y * params.width;
  var real = vec4f();
  var imaginary = vec4f();
  var angle = 0u;
  for (var x = 0u; x < params.width; x += 1u) {
    let turn = turns[angle];
    let value = gradient[row + x];
    real += value * turn.x;
    imaginary -= value * turn.y;
    angle += at.x;
    angle = select(angle, angle - params.width, angle >= params.width);
  }
  let here = at.y * params.columns + at.x;
  output[here] = real;
  output[params.columns * params.height + here] = imaginary;
}
