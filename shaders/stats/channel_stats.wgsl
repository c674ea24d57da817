// Statistics of each channel from its slices: output[c] = (min, max, mean, share of zeros).
//   Min, max and mean are those of the finite cells, 0 where there is none.
// Layout: partials [c / 4][slice][quantity][c % 4] of f32, see partial_stats; output one vec4f per
//   channel, in order.
// Threads: one invocation per channel, 64 a workgroup; padding channels have none.
// Bindings: params, partials, output.

struct Params {
  channels: u32,
  cells: u32,
  slices: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> partials: array<f32>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;

const BLOCK = 4u;
const QUANTITIES = 5u;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  let channel = at.x;
  if (channel >= params.channels) {
    return;
  }
  var part = channel / BLOCK * params.slices * QUANTITIES * BLOCK + channel % BLOCK;
  var low = partials[part];
  var high = partials[part + BLOCK];
  var sum = 0.0;
  var finite = 0.0;
  var zeros = 0.0;
  for (var slice = 0u; slice < params.slices; slice++) {
    low = min(low, partials[part]);
    high = max(high, partials[part + BLOCK]);
    sum += partials[part + 2u * BLOCK];
    finite += partials[part + 3u * BLOCK];
    zeros += partials[part + 4u * BLOCK];
    part += QUANTITIES * BLOCK;
  }
  let values = select(vec3f(), vec3f(low, high, sum / max(finite, 1.0)), finite > 0.0);
  output[channel] = vec4f(values, zeros / f32(params.cells));
}
