// Adds weight times the gradient of the total variation of a picture,
//   sum over neighbours of |a - b| ^ power, power 1 or 2, each colour for itself.
// Layout: picture, gradient [y][x] of vec4f.
// Threads: one invocation per cell, 8 x 8 a workgroup.
// Bindings: params, picture, gradient.

struct Params {
  width: u32,
  height: u32,
  power: u32,
  weight: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> picture: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> gradient: array<vec4f>;

fn slope(difference: vec4f) -> vec4f {
  return select(2.0 * difference, sign(difference), params.power == 1u);
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if ((at.x >= params.width) | (at.y >= params.height)) {
    return;
  }
  let here = at.y * params.width + at.x;
  let value = picture[here];
  var sum = vec4f();
  if (at.x > 0u) {
    sum += slope(value - picture[here - 1u]);
  }
  if (at.x + 1u < params.width) {
    sum += slope(value - picture[here + 1u]);
  }
  if (at.y > 0u) {
    sum += slope(value - picture[here - params.width]);
  }
  if (at.y + 1u < params.height) {
    sum += slope(value - picture[here + params.width]);
  }
  gradient[here] += params.weight * sum;
}
