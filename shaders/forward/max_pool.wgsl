// Max pooling without padding, and where each maximum stood:
//   output[c, y, x] = max over v, u < window of input[c, y * stride + v, x * stride + u];
//   winners[c, y, x] = v * window + u of the first such cell in row-major order.
// Layout: input, output blocked [c / 4][y][x] of vec4f; winners the same of one u32, whose byte
//   c % 4 is that of the channel.
// Threads: one invocation per output cell and block; 64 cells to a workgroup, workgroup y is
//   the block.
// Bindings: params, input, output, winners.

struct Params {
  input_width: u32,
  input_height: u32,
  output_width: u32,
  output_height: u32,
  window: u32,
  stride: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> winners: array<u32>;

const THREADS = 64u;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let cells = params.output_width * params.output_height;
  let cell = group.x * THREADS + thread;
  if (cell >= cells) {
    return;
  }
  let left = (cell % params.output_width) * params.stride;
  let top = (cell / params.output_width) * params.stride;
  let base = group.y * params.input_width * params.input_height;
  let corner = top * params.input_width + left;
  var best = input[base + corner];
  var winner = vec4u();
  for (var v = 0u; v < params.window; v++) {
    for (var u = 0u; u < params.window; u++) {
      let place = corner + v * params.input_width + u;
      let value = input[base + place];
      let better = value > best;
      best = select(best, value, better);
      winner = select(winner, vec4u(v * params.window + u), better);
    }
  }
  output[group.y * cells + cell] = best;
  let bytes = winner << vec4u(0u, 8u, 16u, 24u);
  winners[group.y * cells + cell] = bytes.x | bytes.y | bytes.z | bytes.w;
}
