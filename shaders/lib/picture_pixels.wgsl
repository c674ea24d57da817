// Reads an RGB picture. The kernel that includes this has bound picture, y * picture_width + x of
//   vec4f, RGB 0..255, and in its Params: picture_width, picture_height. Colors are 0..1.

fn picture_at(at: vec2i) -> vec3f {
  let most = vec2i(i32(params.picture_width), i32(params.picture_height)) - 1;
  let pixel = vec2u(clamp(at, vec2i(), most));
  return clamp(picture[pixel.y * params.picture_width + pixel.x].rgb / 255.0, vec3f(), vec3f(1.0));
}

// Mean by area of what lies on the picture between two corners, in pixels; or the mix of the four
// pixels around the middle (bilinear) where `smoothing` and no more than a pixel lies between them.
fn picture_between(low: vec2f, high: vec2f, smoothing: bool) -> vec3f {
  if (smoothing & all(high - low <= vec2f(1.0001))) {
    let at = (low + high) / 2.0 - 0.5;
    let first = vec2i(floor(at));
    let part = at - floor(at);
    let top = mix(picture_at(first), picture_at(first + vec2i(1, 0)), part.x);
    let bottom = mix(picture_at(first + vec2i(0, 1)), picture_at(first + 1), part.x);
    return mix(top, bottom, part.y);
  }
  let size = vec2f(f32(params.picture_width), f32(params.picture_height));
  let start = clamp(low, vec2f(), size);
  let end = clamp(high, vec2f(), size);
  var sum = vec4f();
  for (var y = floor(start.y); y < end.y; y += 1.0) {
    for (var x = floor(start.x); x < end.x; x += 1.0) {
      let part = min(end, vec2f(x, y) + 1.0) - max(start, vec2f(x, y));
      sum += vec4f(picture_at(vec2i(i32(x), i32(y))), 1.0) * (part.x * part.y);
    }
  }
  return sum.rgb / max(sum.w, 1e-30);
}
