// Average pooling without padding:
//   output[c, y, x] = mean over v, u < window of input[c, y * stride + v, x * stride + u].
// Layout: input, output blocked [c / 4][y][x] of vec4f.
// Threads: one invocation per output cell and block; 64 cells to a workgroup, workgroup y is
//   the block.
// Bindings: params, input, output.

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
  let corner = (group.y * params.input_height + top) * params.input_width + left;
  var sum = vec4f();
  for (var v = 0u; v < params.window; v++) {
    for (var u = 0u; u < params.window; u++) {
      sum += input[corner + v * params.input_width + u];
    }
  }
  output[group.y * cells + cell] = sum / f32(params.window * params.window);
}
