// Second pass of the resize:
//   output[y, x] = sum over k < spans[y].y of weights[y * taps + k] * rows[spans[y].x + k, x].
// Layout: rows and output y * width + x of vec4f, RGB 0..255, w = 0: one block of channels.
// Threads: one invocation per pixel of the output, 8 x 8 a workgroup.
// Bindings: params, rows, spans, weights, output.

struct Params {
  width: u32,
  height: u32,
  taps: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> rows: array<vec4f>;
@group(0) @binding(2) var<storage, read> spans: array<vec2u>;
@group(0) @binding(3) var<storage, read> weights: array<f32>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.width || at.y >= params.height) {
    return;
  }
  let span = spans[at.y];
  let first_weight = at.y * params.taps;
  var sum = vec4f();
  for (var k = 0u; k < span.y; k++) {
    sum += weights[first_weight + k] * rows[(span.x + k) * params.width + at.x];
  }
  output[at.y * params.width + at.x] = sum;
}
