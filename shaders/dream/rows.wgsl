// The other product of an inverse discrete Fourier transform, along the rows, with real values:
//   output[y][x] = real part of the sum over k of input[y][k] * exp(2 pi i k x / width).
// Layout: input [2][height][columns] of vec4f, real parts first; output [height][width] of vec4f;
//   turns[n] = (cos, sin) of 2 pi n / width.
// Threads: one invocation per cell, 8 x 8 a workgroup.
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

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if ((at.x >= params.width) | (at.y >= params.height)) {
    return;
  }
  let half = params.columns * params.height;
  let row = at.y * params.columns;
  var sum = vec4f();
  var angle = 0u;
  for (var k = 0u; k < params.columns; k += 1u) {
    let turn = turns[angle];
    sum += input[row + k] * turn.x - input[half + row + k] * turn.y;
    angle += at.x;
    angle = select(angle, angle - params.width, angle >= params.width);
  }
  output[at.y * params.width + at.x] = sum;
}
