// The channel with the largest mean, the first of equals: output[0] = argmax over c of mean[c].
// Layout: channels one vec4f (min, max, mean, share of zeros) per channel; output one u32.
// Threads: one workgroup; its 64 threads stride over the channels, then join in a tree.
// Bindings: params, channels, output.

struct Params {
  count: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> channels: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<u32>;

const THREADS = 64u;
var<workgroup> means: array<f32, THREADS>;
var<workgroup> places: array<u32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  var place = min(thread, params.count - 1u);
  var most = channels[place].z;
  for (var channel = thread + THREADS; channel < params.count; channel += THREADS) {
    let mean = channels[channel].z;
    let better = mean > most;
    place = select(place, channel, better);
    most = select(most, mean, better);
  }
  means[thread] = most;
  places[thread] = place;
  workgroupBarrier();
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    if (thread < half) {
      let other = thread + half;
      let tie = (means[other] == means[thread]) & (places[other] < places[thread]);
      if ((means[other] > means[thread]) | tie) {
        means[thread] = means[other];
        places[thread] = places[other];
      }
    }
    workgroupBarrier();
  }
  if (thread == 0u) {
    output[0] = places[0];
  }
}
