// Two tiles of workgroup memory whose product is summed: 16 output blocks of weights, and columns
//   of cells, four input blocks deep. Who includes it has said COLUMNS and calls workgroupBarrier.
// Layout: a matrix lies as its four columns, [input block][column][output block], with rows of 17:
//   what neighbours write or read at once is in different banks.

const THREADS = 64u;
// Input blocks of a step.
const DEPTH = 4u;
const OUTPUT_BLOCKS = 16u;
const WEIGHT_ROW = OUTPUT_BLOCKS + 1u;

var<workgroup> weight_tile: array<vec4f, DEPTH * 4u * WEIGHT_ROW>;
var<workgroup> cell_tile: array<vec4f, DEPTH * COLUMNS>;

fn keep_weights(depth: u32, block: u32, m: mat4x4f) {
  let at = depth * 4u * WEIGHT_ROW + block;
  weight_tile[at] = m[0];
  weight_tile[at + WEIGHT_ROW] = m[1];
  weight_tile[at + 2u * WEIGHT_ROW] = m[2];
  weight_tile[at + 3u * WEIGHT_ROW] = m[3];
}

fn kept_weights(depth: u32, block: u32) -> mat4x4f {
  let at = depth * 4u * WEIGHT_ROW + block;
  return mat4x4f(
    weight_tile[at],
    weight_tile[at + WEIGHT_ROW],
    weight_tile[at + 2u * WEIGHT_ROW],
    weight_tile[at + 3u * WEIGHT_ROW],
  );
}
