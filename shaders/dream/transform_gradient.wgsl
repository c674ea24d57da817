// Adjoint of transform.wgsl, as a gather: each cell of the picture looks for the output cells
// that it has a part in. They lie around the inverse image of the cell, and those of its mirror
// images. The order of the sum is fixed.
//   picture_gradient[cell] = gain * sum over output cells of gradient * weight of the cell there.
// Layout: gradient, picture_gradient [y][x] of vec4f.
// Threads: one invocation per cell of the picture, 8 x 8 a workgroup.
// Bindings: params, gradient, picture_gradient.

#include "lib/affine.wgsl"

@group(0) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> picture_gradient: array<vec4f>;

// So that no rounding hides a cell at the very edge of the search.
const SLACK = 0.01;

// Parts of all output cells in the cell at (x, y), which may be a mirror image.
fn gathered(x: i32, y: i32) -> vec4f {
  let place = vec2f(f32(x), f32(y));
  let scale = 1.0 / (params.xx * params.yy - params.xy * params.yx);
  let across = scale * vec2f(params.yy, -params.xy);
  let down = scale * vec2f(-params.yx, params.xx);
  let away = place - vec2f(params.x0, params.y0);
  let center = vec2f(dot(across, away), dot(down, away));
  let one = vec2f(1.0);
  let reach = vec2f(dot(abs(across), one), dot(abs(down), one)) + SLACK;
  let last = vec2f(f32(params.output_width), f32(params.output_height)) - 1.0;
  // Limits in floats: what lies far away must not be an integer out of range.
  let least = vec2i(clamp(ceil(center - reach), vec2f(), last + 1.0));
  let most = vec2i(clamp(floor(center + reach), vec2f(-1.0), last));
  var sum = vec4f();
  for (var row = least.y; row <= most.y; row += 1) {
    for (var column = least.x; column <= most.x; column += 1) {
      let apart = abs(place_of(f32(column), f32(row)) - place);
      let weight = max(0.0, 1.0 - apart.x) * max(0.0, 1.0 - apart.y);
      sum += weight * gradient[u32(row) * params.output_width + u32(column)];
    }
  }
  return sum;
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if ((at.x >= params.width) | (at.y >= params.height)) {
    return;
  }
  let width = i32(params.width);
  let height = i32(params.height);
  let x = i32((at.x + params.width - params.roll_x) % params.width);
  let y = i32((at.y + params.height - params.roll_y) % params.height);
  var sum = gathered(x, y);
  if (params.mirrored == 1u) {
    let columns = vec3i(-1 - x, x, 2 * width - 1 - x);
    let rows = vec3i(-1 - y, y, 2 * height - 1 - y);
    for (var image = 0; image < 9; image += 1) {
      if (image != 4) {
        sum += gathered(columns[image % 3], rows[image / 3]);
      }
    }
  }
  picture_gradient[at.y * params.width + at.x] = params.gain * sum;
}
