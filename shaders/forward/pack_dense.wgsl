// Stores a chunk of the weights of a dense layer in the format that the dense kernel reads.
// Layout: value of output o of the slice and input i, both counted in the layer's own order
//   (i = place * channels + channel), at start + o * output_stride + i % channels * channel_stride
//   + i / channels * place_stride of the chunk, modulo 2^32; stored row by row, row_words words a
//   row, padded with zeros. q8: scales hold the largest |w| of every 32 inputs of a row.
// Threads: one invocation per output and group of 32 inputs, 64 a workgroup.
// Flags: F16 (two halves in a word), Q8 (four signed bytes in a word, 127ths of the scale); none:
//   f32.
// Bindings: params, chunk, weights, scales (of Q8; else unused).

struct Params {
  first_output: u32,
  outputs: u32,
  first_group: u32,
  groups: u32,
  inputs: u32,
  row_words: u32,
  start: u32,
  output_stride: u32,
  channels: u32,
  channel_stride: u32,
  place_stride: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> chunk: array<f32>;
@group(0) @binding(2) var<storage, read_write> weights: array<u32>;
@group(0) @binding(3) var<storage, read_write> scales: array<f32>;

const GROUP = 32u;
const LARGEST_HALF = 65504.0;
#if Q8
const PER_WORD = 4u;
#elif F16
const PER_WORD = 2u;
#else
const PER_WORD = 1u;
#endif

// Zero in the padding of the row.
fn value(row: u32, i: u32) -> f32 {
  let channel = i % params.channels * params.channel_stride;
  let place = i / params.channels * params.place_stride;
  let inside = i < params.inputs;
  return select(0.0, chunk[select(0u, row + channel + place, inside)], inside);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= params.outputs * params.groups) {
    return;
  }
  let output = params.first_output + at.x / params.groups;
  let group = params.first_group + at.x % params.groups;
  let row = params.start + output * params.output_stride;
  let first = group * GROUP;
  let first_word = first / PER_WORD;
  let words = min(GROUP / PER_WORD, params.row_words - first_word);
  let target_word = output * params.row_words + first_word;
#if Q8
  var largest = 0.0;
  for (var k = 0u; k < GROUP; k++) {
    largest = max(largest, abs(value(row, first + k)));
  }
  scales[target_word / (GROUP / PER_WORD)] = largest;
  let divisor = select(1.0, largest, largest > 0.0);
#endif
  for (var k = 0u; k < words; k++) {
    let i = first + k * PER_WORD;
#if Q8
    let low = vec2f(value(row, i), value(row, i + 1u));
    let high = vec2f(value(row, i + 2u), value(row, i + 3u));
    weights[target_word + k] = pack4x8snorm(vec4f(low, high) / divisor);
#elif F16
    let pair = vec2f(value(row, i), value(row, i + 1u));
    let limit = vec2f(LARGEST_HALF);
    weights[target_word + k] = pack2x16float(clamp(pair, -limit, limit));
#else
    weights[target_word + k] = bitcast<u32>(value(row, i));
#endif
  }
}
