// How far two maps are apart: output = (a - b) * scale.
// Layout: a, b, output blocked [c / 4][y][x] of vec4f; padding channels stay zero.
// Threads: one invocation per cell and block, 8 x 8 cells a workgroup, workgroup z is the block.
// Bindings: params, a, b, output.

struct Params {
  width: u32,
  height: u32,
  scale: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<vec4f>;
@group(0) @binding(2) var<storage, read> b: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> output: array<vec4f>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if ((at.x >= params.width) | (at.y >= params.height)) {
    return;
  }
  let place = (at.z * params.height + at.y) * params.width + at.x;
  output[place] = (a[place] - b[place]) * params.scale;
}
