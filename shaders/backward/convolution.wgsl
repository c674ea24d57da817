// Gradient of a network's convolution of any geometry with respect to its input:
//   input_gradient[c, y, x] = sum over o, v, u of weights[o, c, v, u] *
//     gradient[o, (y + padding_y - v * dilation_y) / stride_y, (x + padding_x - u * dilation_x) /
//     stride_x], where those are whole and inside.
// Layout: gradient and input_gradient blocked [c / 4][y][x] of vec4f; weights one mat4x4f per
//   (o / 4, c / 4, v, u), column c % 4, row o % 4: as forward/convolution reads them.
// Threads: one invocation per input cell and block; 64 cells to a workgroup, workgroup y is the
//   block. Each gathers, so that none adds to another's.
// Bindings: params, gradient, weights, input_gradient.

struct Params {
  input_width: u32,
  input_height: u32,
  input_blocks: u32,
  output_width: u32,
  output_height: u32,
  output_blocks: u32,
  kernel_x: u32,
  kernel_y: u32,
  stride_x: u32,
  stride_y: u32,
  padding_x: u32,
  padding_y: u32,
  dilation_x: u32,
  dilation_y: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<mat4x4f>;
@group(0) @binding(3) var<storage, read_write> input_gradient: array<vec4f>;

const THREADS = 64u;

// Which output cell reads `place` of the padded map by a tap that starts so far on; `most` where
// none does.
fn reader_of(place: u32, start: u32, stride: u32, most: u32) -> u32 {
  let way = place - start;
  let reads = (place >= start) & (way % stride == 0u);
  return select(most, min(most, way / stride), reads);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let cells = params.input_width * params.input_height;
  let cell = group.x * THREADS + thread;
  if (cell >= cells) {
    return;
  }
  let row = cell / params.input_width + params.padding_y;
  let column = cell % params.input_width + params.padding_x;
  let taps = params.kernel_x * params.kernel_y;
  let map = params.output_width * params.output_height;
  var sum = vec4f();
  for (var v = 0u; v < params.kernel_y; v++) {
    let y = reader_of(row, v * params.dilation_y, params.stride_y, params.output_height);
    for (var u = 0u; u < params.kernel_x; u++) {
      let x = reader_of(column, u * params.dilation_x, params.stride_x, params.output_width);
      if ((y == params.output_height) | (x == params.output_width)) {
        continue;
      }
      let place = y * params.output_width + x;
      for (var block = 0u; block < params.output_blocks; block++) {
        let tap = (block * params.input_blocks + group.y) * taps + v * params.kernel_x + u;
        // A row times the matrix: outputs are its rows.
        sum += gradient[block * map + place] * weights[tap];
      }
    }
  }
  input_gradient[group.y * cells + cell] = sum;
}
