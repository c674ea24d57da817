// Adjoint of the first pass of a resize (image/resize_horizontal.wgsl), by transposed weights:
//   output[y, x] = sum over k < spans[x].y of weights[x * taps + k] * rows[y, spans[x].x + k].
// That of the second pass is image/resize_vertical.wgsl itself, with transposed weights.
// Layout: rows [y][rows_width], output [y][width] of vec4f, one block of channels.
// Threads: one invocation per pixel of the output, 8 x 8 a workgroup.
// Bindings: params, rows, spans, weights, output.

struct Params {
  width: u32,
  height: u32,
  rows_width: u32,
  taps: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> rows: array<vec4f>;
@group(0) @binding(2) var<storage, read> spans: array<vec2u>;
@group(0) @binding(3) var<storage, read> weights: array<f32>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if ((at.x >= params.width) | (at.y >= params.height)) {
    return;
  }
  let span = spans[at.x];
  let first_weight = at.x * params.taps;
  let row = at.y * params.rows_width + span.x;
  var sum = vec4f();
  for (var k = 0u; k < span.y; k++) {
    sum += weights[first_weight + k] * rows[row + k];
  }
  output[at.y * params.width + at.x] = sum;
}
