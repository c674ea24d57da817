// A part of a picture over the whole target: the nearest pixel, or four of them mixed (bilinear).
//   The target shows the rectangle `source`, in pixels of the picture; beyond its border the
//   target is transparent.
// Layout: picture y * width + x of vec4f, RGB 0..255: one block of channels.
// Threads: one fragment per pixel of the target.
// Bindings: params, picture.

#include "lib/cover.wgsl"

struct Params {
  width: u32,
  height: u32,
  target_width: u32,
  target_height: u32,
  source_x: f32,
  source_y: f32,
  source_width: f32,
  source_height: f32,
  smoothing: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> picture: array<vec4f>;

fn pixel_at(at: vec2i) -> vec3f {
  let cell = vec2u(clamp(at, vec2i(), vec2i(i32(params.width), i32(params.height)) - 1));
  return picture[cell.y * params.width + cell.x].rgb;
}

@fragment
fn main(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let size = vec2f(f32(params.width), f32(params.height));
  let target_size = vec2f(f32(params.target_width), f32(params.target_height));
  let source = vec2f(params.source_width, params.source_height);
  let corner_of_source = vec2f(params.source_x, params.source_y);
  let at = corner_of_source + position.xy * source / max(target_size, vec2f(1.0));
  if (any(at < vec2f()) | any(at >= size)) {
    return vec4f();
  }
  if (params.smoothing == 0u) {
    return vec4f(pixel_at(vec2i(floor(at))) / 255.0, 1.0);
  }
  let corner = floor(at - 0.5);
  let part = at - 0.5 - corner;
  let first = vec2i(corner);
  let top = mix(pixel_at(first), pixel_at(first + vec2i(1, 0)), part.x);
  let bottom = mix(pixel_at(first + vec2i(0, 1)), pixel_at(first + vec2i(1, 1)), part.x);
  return vec4f(mix(top, bottom, part.y) / 255.0, 1.0);
}
