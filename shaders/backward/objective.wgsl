// The value of an objective: sum over all c, y, x of seed[c, y, x] * sums[c, y, x]. In two
//   launches: many workgroups make a part each, then one adds up the parts (TOTAL).
// Layout: seed, sums blocked [c / 4][y][x] of vec4f; parts one vec4f a workgroup, of which four
//   numbers are added at the end.
// Threads: 64 a workgroup; all stride over the values together.
// Flags: TOTAL (reads parts as seed, sums unread, and makes one number).
// Bindings: params, seed, sums, made.

struct Params {
  // Values in blocks of four.
  count: u32,
  // Threads of all workgroups.
  threads: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> seed: array<vec4f>;
@group(0) @binding(2) var<storage, read> sums: array<vec4f>;
#if TOTAL
@group(0) @binding(3) var<storage, read_write> made: array<f32>;
#else
@group(0) @binding(3) var<storage, read_write> made: array<vec4f>;
#endif

const THREADS = 64u;
var<workgroup> partial: array<vec4f, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var sum = vec4f();
  for (var at = group.x * THREADS + thread; at < params.count; at += params.threads) {
#if TOTAL
    sum += seed[at];
#else
    sum += seed[at] * sums[at];
#endif
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
#if TOTAL
    made[0] = dot(partial[0], vec4f(1.0));
#else
    made[group.x] = partial[0];
#endif
  }
}
