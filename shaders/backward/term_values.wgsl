// The value of an objective that is a sum of terms, read from their cells alone: sum over the terms
//   of weight * sum of sums[channel, y, x] over the rectangle. objective.wgsl adds up the parts.
// Layout: sums blocked [c / 4][y][x][c % 4] of f32; parts one vec4f a workgroup, of which the first
//   number counts.
// Threads: 64 a workgroup; all stride over the cells of each term together.
// Bindings: params, terms, sums, parts.

#include "lib/seed_terms.wgsl"

struct Params {
  width: u32,
  height: u32,
  count: u32,
  // Threads of all workgroups.
  threads: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> terms: array<Term>;
@group(0) @binding(2) var<storage, read> sums: array<f32>;
@group(0) @binding(3) var<storage, read_write> parts: array<vec4f>;

const THREADS = 64u;
const BLOCK = 4u;
var<workgroup> partial: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var sum = 0.0;
  for (var number = 0u; number < params.count; number++) {
    let term = terms[number];
    let columns = term.right - term.left;
    let size = (term.bottom - term.top) * columns;
    let map = term.channel / BLOCK * params.height;
    var part = 0.0;
    for (var at = group.x * THREADS + thread; at < size; at += params.threads) {
      let row = map + term.top + at / columns;
      let cell = row * params.width + term.left + at % columns;
      part += sums[cell * BLOCK + term.channel % BLOCK];
    }
    sum += term.weight * part;
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
    parts[group.x] = vec4f(partial[0], 0.0, 0.0, 0.0);
  }
}
