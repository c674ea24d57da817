// Softmax over the channels: output[c] = exp(input[c] - m) / sum over k of exp(input[k] - m), m
//   = max of input.
// Layout: input, output one vec4f per four channels; the padding takes no part and stays zero.
// Threads: one workgroup; its 256 threads stride over the blocks, three times: maximum, sum,
//   quotient.
// Bindings: params, input, output.

struct Params {
  channels: u32,
  blocks: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;

const THREADS = 256u;
// The lowest finite f32: below every logit.
const LOWEST = -3.4028234e38;
var<workgroup> partial: array<vec4f, THREADS>;

fn is_channel(block: u32) -> vec4<bool> {
  return block * 4u + vec4u(0u, 1u, 2u, 3u) < vec4u(params.channels);
}

fn exponentials(block: u32, largest: f32) -> vec4f {
  return select(vec4f(), exp(input[block] - largest), is_channel(block));
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  var highest = vec4f(LOWEST);
  for (var block = thread; block < params.blocks; block += THREADS) {
    highest = max(highest, select(vec4f(LOWEST), input[block], is_channel(block)));
  }
  partial[thread] = highest;
  workgroupBarrier();
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    if (thread < half) {
      partial[thread] = max(partial[thread], partial[thread + half]);
    }
    workgroupBarrier();
  }
  let top = partial[0];
  let largest = max(max(top.x, top.y), max(top.z, top.w));
  workgroupBarrier();

  var sum = vec4f();
  for (var block = thread; block < params.blocks; block += THREADS) {
    sum += exponentials(block, largest);
  }
  partial[thread] = sum;
  workgroupBarrier();
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    if (thread < half) {
      partial[thread] += partial[thread + half];
    }
    workgroupBarrier();
  }
  let total = dot(partial[0], vec4f(1.0));

  for (var block = thread; block < params.blocks; block += THREADS) {
    output[block] = exponentials(block, largest) / total;
  }
}
