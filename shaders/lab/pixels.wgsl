// Pixels as they come from a picture to a map of one or three channels:
//   output[c, y, x] = byte / divisor. Three channels are R, G, B; one is the grey of Pillow's "L",
//   (19595 R + 38470 G + 7471 B + 32768) >> 16. Alpha is passed over.
// Layout: pixels y * width + x of u32, R in the lowest byte; output blocked: one block, so
//   [y][x] of vec4f, channels that are not there are zero.
// Threads: one invocation per pixel, 8 x 8 a workgroup.
// Bindings: params, pixels, output.

struct Params {
  width: u32,
  height: u32,
  channels: u32,
  divisor: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> pixels: array<u32>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;

const BYTE = 0xffu;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if ((at.x >= params.width) | (at.y >= params.height)) {
    return;
  }
  let place = at.y * params.width + at.x;
  let color = (vec3u(pixels[place]) >> vec3u(0u, 8u, 16u)) & vec3u(BYTE);
  let grey = (19595u * color.r + 38470u * color.g + 7471u * color.b + 32768u) >> 16u;
  let bytes = vec4f(vec4u(select(color, vec3u(grey, 0u, 0u), params.channels == 1u), 0u));
  // A quotient by 1 need not be exact.
  output[place] = select(bytes / params.divisor, bytes, params.divisor == 1.0);
}
