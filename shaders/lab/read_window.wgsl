// All channels of a window that may reach beyond the border:
//   output[first + (c * rows + y) * columns + x] = padded(input)[c, top + y, left + x].
// Layout: input blocked [c / 4][y][x][c % 4], read as f32; output one f32 per cell.
// Threads: one invocation per cell of the window, 64 a workgroup; those beyond it do nothing.
// Bindings: params, input, output.

#include "lib/cells.wgsl"
#include "lib/padding.wgsl"

struct Params {
  width: u32,
  height: u32,
  channels: u32,
  top: i32,
  left: i32,
  rows: u32,
  columns: u32,
  first: u32,
  padding: u32,
  value: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  let cells = params.rows * params.columns;
  if (at.x >= params.channels * cells) {
    return;
  }
  let y = params.top + i32(at.x % cells / params.columns);
  let x = params.left + i32(at.x % params.columns);
  let row = padded_cell(params.padding, y, i32(params.height));
  let column = padded_cell(params.padding, x, i32(params.width));
  var value = params.value;
  if ((row >= 0) & (column >= 0)) {
    value = cell_at(at.x / cells, u32(row), u32(column));
  }
  output[params.first + at.x] = value;
}
