// The Gram matrix of a layer's values, in parts that are added up later:
//   parts[p][c][d] = sum of sums[c][n] * sums[d][n] over the cells n of part p.
// Layout: sums blocked [c / 4][n] of vec4f, padding channels zero; parts [p][c][d / 4] of vec4f,
//   with padding channels.
// Threads: 64 a workgroup, which makes 32 x 32 numbers of part z, 4 x 4 an invocation; 16 cells of
//   either 8 blocks at a time lie in workgroup memory. Only the half above the diagonal is made,
//   and written twice.
// Bindings: params, sums, parts.

struct Params {
  blocks: u32,
  cells: u32,
  cells_a_part: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> sums: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> parts: array<vec4f>;

const SIDE = 8u;
const STEP = 16u;
// One more than a step, so that blocks lie in different banks.
const PITCH = 17u;

var<workgroup> above: array<vec4f, 136>;
var<workgroup> left: array<vec4f, 136>;

fn value_of(number: u32, cell: u32, end: u32) -> vec4f {
  if ((number >= params.blocks) | (cell >= end)) {
    return vec4f();
  }
  return sums[number * params.cells + cell];
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  if (group.y > group.x) {
    return;
  }
  let row = thread / SIDE;
  let column = thread % SIDE;
  let begin = group.z * params.cells_a_part;
  let end = min(begin + params.cells_a_part, params.cells);
  var made = mat4x4f();
  for (var start = begin; start < end; start += STEP) {
    workgroupBarrier();
    for (var item = thread; item < SIDE * STEP; item += 64u) {
      let number = item / STEP;
      let at = item % STEP;
      left[number * PITCH + at] = value_of(group.y * SIDE + number, start + at, end);
      above[number * PITCH + at] = value_of(group.x * SIDE + number, start + at, end);
    }
    workgroupBarrier();
    for (var at = 0u; at < STEP; at += 1u) {
      let a = left[row * PITCH + at];
      let b = above[column * PITCH + at];
      made[0] += a.x * b;
      made[1] += a.y * b;
      made[2] += a.z * b;
      made[3] += a.w * b;
    }
  }
  let down = group.y * SIDE + row;
  let across = group.x * SIDE + column;
  if ((down >= params.blocks) | (across >= params.blocks)) {
    return;
  }
  let first = group.z * 4u * params.blocks * params.blocks;
  let turned = transpose(made);
#repeat I 4
  parts[first + (down * 4u + #{I}u) * params.blocks + across] = made[#{I}];
  if (group.y != group.x) {
    parts[first + (across * 4u + #{I}u) * params.blocks + down] = turned[#{I}];
  }
#end
}
