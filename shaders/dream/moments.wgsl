// How the part of a picture that is shown becomes bytes when it is standardised:
//   factor = deviation / (root of the mean square of (value - mean) + epsilon), mean of all three
//   colours: scale = (mean, factor, middle), see show.wgsl.
// Layout: picture [y][x] of vec4f, three colours and zero; shown are the rows and columns from
//   margin on, as many as params say; scale three f32.
// Threads: one workgroup of 256; each invocation takes every 256th cell; they add up in a fixed
//   order, first the values, then the squares of what they are off by.
// Bindings: params, picture, scale.

struct Params {
  width: u32,
  margin: u32,
  shown_width: u32,
  shown_height: u32,
  deviation: f32,
  epsilon: f32,
  middle: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> picture: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> scale: array<f32>;

const THREADS = 256u;
const COLORS = 3.0;

var<workgroup> sums: array<f32, THREADS>;

fn shown(index: u32) -> vec3f {
  let row = params.margin + index / params.shown_width;
  let column = params.margin + index % params.shown_width;
  return picture[row * params.width + column].rgb;
}

// Sum over the workgroup, the same for every invocation.
fn total(index: u32, own: f32) -> f32 {
  workgroupBarrier();
  sums[index] = own;
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (index < half) {
      sums[index] += sums[index + half];
    }
  }
  workgroupBarrier();
  return sums[0];
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) index: u32) {
  let cells = params.shown_width * params.shown_height;
  var sum = 0.0;
  for (var i = index; i < cells; i += THREADS) {
    sum += dot(shown(i), vec3f(1.0));
  }
  let count = COLORS * f32(cells);
  let mean = total(index, sum) / count;
  var squares = 0.0;
  for (var i = index; i < cells; i += THREADS) {
    let away = shown(i) - mean;
    squares += dot(away, away);
  }
  let size = sqrt(total(index, squares) / count);
  if (index == 0u) {
    scale[0] = mean;
    scale[1] = params.deviation / (size + params.epsilon);
    scale[2] = params.middle;
  }
}
