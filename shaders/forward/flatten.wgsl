// Flatten in channel-last order, as Keras does: output[(y * W + x) * C + c] = input[c, y, x].
// Layout: input blocked [c / 4][y][x] of vec4f; output one vec4f per four elements, zeros at
//   the end.
// Threads: one invocation per vec4f of the output, 64 to a workgroup.
// Bindings: params, input, output.

struct Params {
  channels: u32,
  cells: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;

const THREADS = 64u;

fn element(index: u32) -> f32 {
  let inside = index < params.channels * params.cells;
  let channel = index % params.channels;
  let place = (channel / 4u) * params.cells + index / params.channels;
  return select(0.0, input[select(0u, place, inside)][channel % 4u], inside);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let first = id.x * 4u;
  if (first >= params.channels * params.cells) {
    return;
  }
  let head = vec2f(element(first), element(first + 1u));
  output[id.x] = vec4f(head, element(first + 2u), element(first + 3u));
}
