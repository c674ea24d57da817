// The gradient of an objective that is a sum of terms, each `weight` times the values of one
//   channel in one rectangle:
//   seed[c, y, x] = sum of the weights of the terms of channel c whose rectangle holds (y, x).
// Layout: seed blocked [c / 4][y][x] of vec4f.
// Threads: one invocation per cell and block; 64 cells to a workgroup, workgroup y is the block.
// Bindings: params, terms, seed.

#include "lib/seed_terms.wgsl"

struct Params {
  width: u32,
  height: u32,
  count: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> terms: array<Term>;
@group(0) @binding(2) var<storage, read_write> seed: array<vec4f>;

const THREADS = 64u;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let cells = params.width * params.height;
  let cell = group.x * THREADS + thread;
  if (cell >= cells) {
    return;
  }
  let y = cell / params.width;
  let x = cell % params.width;
  let channels = group.y * 4u + vec4u(0u, 1u, 2u, 3u);
  var sum = vec4f();
  for (var number = 0u; number < params.count; number++) {
    let term = terms[number];
    let rows = (y >= term.top) & (y < term.bottom);
    let inside = rows & (x >= term.left) & (x < term.right);
    let own = (channels == vec4u(term.channel)) & vec4<bool>(inside);
    sum += select(vec4f(), vec4f(term.weight), own);
  }
  seed[group.y * cells + cell] = sum;
}
