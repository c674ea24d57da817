// The part of a picture that is shown, as opaque RGBA bytes:
//   byte = round(clamp((value - scale[0]) * scale[1] + scale[2], 0, 255)), halves to even numbers.
// Layout: picture [y][x] of vec4f, three colours and zero; pixels [y][x] of u32 from first on, red
//   in the lowest byte; shown are the rows and columns from margin on, as many as params say.
// Threads: one invocation per pixel, 8 x 8 a workgroup.
// Bindings: params, picture, scale, pixels.

struct Params {
  width: u32,
  margin: u32,
  shown_width: u32,
  shown_height: u32,
  first: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> picture: array<vec4f>;
@group(0) @binding(2) var<storage, read> scale: array<f32>;
@group(0) @binding(3) var<storage, read_write> pixels: array<u32>;

const OPAQUE = 0xff000000u;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if ((at.x >= params.shown_width) | (at.y >= params.shown_height)) {
    return;
  }
  let cell = (at.y + params.margin) * params.width + at.x + params.margin;
  let value = (picture[cell].rgb - scale[0]) * scale[1] + scale[2];
  let bytes = vec3u(round(clamp(value, vec3f(), vec3f(255.0))));
  let pixel = bytes.r | (bytes.g << 8u) | (bytes.b << 16u) | OPAQUE;
  pixels[params.first + at.y * params.shown_width + at.x] = pixel;
}
