// First pass of the resize:
//   rows[y, x] = sum over k < spans[x].y of
//     weights[x * taps + k] * source[first_row + y, spans[x].x + k].
// Layout: source sRGB bytes, not premultiplied, blended over white here;
//   rows y * width + x of vec4f, RGB 0..255, w = 0.
// Threads: one invocation per pixel of `rows`, 8 x 8 a workgroup.
// Bindings: params, source, spans, weights, rows.

struct Params {
  width: u32,
  height: u32,
  taps: u32,
  first_row: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var source: texture_2d<f32>;
@group(0) @binding(2) var<storage, read> spans: array<vec2u>;
@group(0) @binding(3) var<storage, read> weights: array<f32>;
@group(0) @binding(4) var<storage, read_write> rows: array<vec4f>;

const WHITE = vec3f(255.0);

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.width || at.y >= params.height) {
    return;
  }
  let span = spans[at.x];
  let first_weight = at.x * params.taps;
  var sum = vec3f();
  for (var k = 0u; k < span.y; k++) {
    let texel = textureLoad(source, vec2u(span.x + k, params.first_row + at.y), 0);
    // Rounded, so that opaque bytes stay whole numbers.
    let color = round(texel.rgb * 255.0);
    sum += weights[first_weight + k] * (WHITE + (color - WHITE) * texel.a);
  }
  rows[at.y * params.width + at.x] = vec4f(sum, 0.0);
}
