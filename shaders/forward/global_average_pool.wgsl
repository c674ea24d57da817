// Global average pooling: output[c] = mean over y, x of input[c, y, x].
// Layout: input blocked [c / 4][y][x] of vec4f; output one vec4f per channel block.
// Threads: one workgroup per channel block; its 64 threads stride over the cells, then add up
//   in a tree.
// Bindings: params, input, output.

struct Params {
  blocks: u32,
  cells: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;

const THREADS = 64u;
var<workgroup> partial: array<vec4f, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let block = group.x;
  let base = block * params.cells;
  var sum = vec4f();
  for (var cell = thread; cell < params.cells; cell += THREADS) {
    sum += input[base + cell];
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
    output[block] = partial[0] / f32(params.cells);
  }
}
