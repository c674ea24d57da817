// Gradient of the mean of the squares of a layer's values, and parts of that mean:
//   seed[c, y, x] = 2 / numbers * sums[c, y, x]; the mean = sum of all parts.
// Layout: seed, sums blocked [c / 4][y][x] of vec4f, padding channels zero; parts one vec4f a
//   workgroup, of which four numbers are added at the end (objective.wgsl, TOTAL).
// Threads: 64 a workgroup; all stride over the values together.
// Bindings: params, sums, seed, parts.

struct Params {
  // Values in blocks of four.
  count: u32,
  // Threads of all workgroups.
  threads: u32,
  // Values without those of padding channels.
  numbers: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> sums: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> seed: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> parts: array<vec4f>;

const THREADS = 64u;
var<workgroup> partial: array<vec4f, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var sum = vec4f();
  for (var at = group.x * THREADS + thread; at < params.count; at += params.threads) {
    let value = sums[at];
    seed[at] = value * (2.0 / params.numbers);
    sum += value * value / params.numbers;
  }
  partial[thread] = sum;
  workgroupBarrier();
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    if (thread < half) {
      partial[thread] += partial[thread + half];
    }
    workgroupBarrier();
  }
  if (thread == 0u) {
    parts[group.x] = partial[0];
  }
}
