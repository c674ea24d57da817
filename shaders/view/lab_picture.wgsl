// A map of one or three channels over the whole target, the nearest cell to each pixel. Of a value
//   v display 0, clamp: t = (v - low) / (high - low); 1, absolute: t = |v| / high; 2, diverging:
//   t = 0.5 + 0.5 v / high; each cut off at 0 and 1, and t of a range that is empty is 0 (0.5 where
//   diverging); 3, wrap: t = (trunc(v * factor) mod 256) / 255, as numpy's astype(uint8), factor
//   is 255 / high; 4, mask: transparent where no channel is above zero, else the color (mask_red,
//   ...).
//   Three channels are the t of each, one channel is grey, or colormap[t] where diverging. NaN and
//   infinities are magenta. Alpha is premultiplied.
// Layout: picture y * width + x of vec4f: one block of channels; colormap 256 colors of vec4f.
// Threads: one fragment per pixel of the target.
// Bindings: params, picture, colormap.

#include "lib/cover.wgsl"
#include "lib/finite.wgsl"

struct Params {
  width: u32,
  height: u32,
  target_width: u32,
  target_height: u32,
  channels: u32,
  display: u32,
  low: f32,
  high: f32,
  factor: f32,
  mask_red: f32,
  mask_green: f32,
  mask_blue: f32,
  mask_alpha: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> picture: array<vec4f>;
@group(0) @binding(2) var<storage, read> colormap: array<vec4f>;

const CLAMP = 0u;
const ABSOLUTE = 1u;
const DIVERGING = 2u;
const WRAP = 3u;
const MASK = 4u;
const LAST_COLOR = 255.0;
const BYTES = 256.0;
// Exact, which a quotient need not be.
const PER_BYTES = 1.0 / 256.0;
const NOT_FINITE = vec4f(1.0, 0.0, 1.0, 1.0);

fn cut(values: vec3f) -> vec3f {
  return clamp(values, vec3f(), vec3f(1.0));
}

fn shares_of(values: vec3f) -> vec3f {
  if (params.display == WRAP) {
    let whole = trunc(values * params.factor);
    return (whole - floor(whole * PER_BYTES) * BYTES) / LAST_COLOR;
  }
  let low = select(0.0, params.low, params.display == CLAMP);
  let width = params.high - low;
  let diverging = params.display == DIVERGING;
  if (!(width > 0.0)) {
    return vec3f(select(0.0, 0.5, diverging));
  }
  if (diverging) {
    return cut(0.5 + 0.5 * values / width);
  }
  return cut(select(values - low, abs(values), params.display == ABSOLUTE) / width);
}

@fragment
fn main(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let size = max(vec2u(params.target_width, params.target_height), vec2u(1u));
  let pixel = min(vec2u(position.xy), size - 1u);
  let cell = pixel * vec2u(params.width, params.height) / size;
  let values = picture[cell.y * params.width + cell.x];
  if (!all(are_finite(values))) {
    return NOT_FINITE;
  }
  if (params.display == MASK) {
    let color = vec4f(params.mask_red, params.mask_green, params.mask_blue, params.mask_alpha);
    return select(vec4f(), color, max(values.r, max(values.g, values.b)) > 0.0);
  }
  let shares = shares_of(values.rgb);
  if (params.channels > 1u) {
    return vec4f(shares, 1.0);
  }
  if (params.display == DIVERGING) {
    return vec4f(colormap[u32(shares.r * LAST_COLOR + 0.5)].rgb, 1.0);
  }
  return vec4f(shares.rrr, 1.0);
}
