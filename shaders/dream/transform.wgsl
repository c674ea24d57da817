// A picture shifted, scaled and turned in one pass: each output cell is the bilinear mean
// of the four cells around the place that lib/affine.wgsl tells,
//   output = gain * sum of weight * cell; beyond the border value or the mirror image.
// Layout: picture, output [y][x] of vec4f, three colours and zero.
// Threads: one invocation per output cell, 8 x 8 a workgroup.
// Bindings: params, picture, output.

#include "lib/affine.wgsl"

@group(0) @binding(1) var<storage, read> picture: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;

// One mirror image on either side; -1 beyond.
fn folded(index: i32, size: i32) -> i32 {
  let high = select(index, 2 * size - 1 - index, index >= size);
  let mirror = select(high, -1 - index, index < 0);
  let kept = select(index, mirror, params.mirrored == 1u);
  return select(kept, -1, (kept < 0) | (kept >= size));
}

fn color_at(column: i32, row: i32) -> vec4f {
  let x = folded(column, i32(params.width));
  let y = folded(row, i32(params.height));
  if ((x < 0) | (y < 0)) {
    return vec4f(vec3f(params.value), 0.0);
  }
  let source_x = (u32(x) + params.roll_x) % params.width;
  let source_y = (u32(y) + params.roll_y) % params.height;
  return picture[source_y * params.width + source_x];
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if ((at.x >= params.output_width) | (at.y >= params.output_height)) {
    return;
  }
  let place = place_of(f32(at.x), f32(at.y));
  let first = floor(place);
  let share = place - first;
  let x = i32(first.x);
  let y = i32(first.y);
  let above = color_at(x, y) * (1.0 - share.x) + color_at(x + 1, y) * share.x;
  let below = color_at(x, y + 1) * (1.0 - share.x) + color_at(x + 1, y + 1) * share.x;
  let color = above * (1.0 - share.y) + below * share.y;
  output[at.y * params.output_width + at.x] = params.gain * color;
}
