// Reads one channel of a map. The kernel that includes this has bound
//   input, blocked [c / 4][y][x][c % 4] of f32, and in its Params: height, width (of the map).
//   What it makes of several cells is (value, 1), or (anything, 0) where one of them is not finite.

#include "lib/finite.wgsl"

const BLOCK = 4u;

fn cell_at(channel: u32, row: u32, column: u32) -> f32 {
  let cell = (channel / BLOCK * params.height + row) * params.width + column;
  return input[cell * BLOCK + channel % BLOCK];
}

// Part of a pixel, from start to end in units of 1 / size cells, that lies on a cell: exactly 1
// where all of it does.
fn part_on(cell: u32, start: u32, end: u32, size: u32) -> f32 {
  let length = min(end, (cell + 1u) * size) - max(start, cell * size);
  return select(f32(length) / f32(end - start), 1.0, length == end - start);
}

// Mean by area of the cells under pixel `inside` of `size` pixels that show the whole map.
fn mean_under(channel: u32, inside: vec2u, size: vec2u) -> vec2f {
  let cells = vec2u(params.width, params.height);
  let start = inside * cells;
  let end = start + cells;
  let first = start / size;
  let last = (end - 1u) / size;
  var sum = 0.0;
  var finite = true;
  for (var row = first.y; row <= last.y; row++) {
    let tall = part_on(row, start.y, end.y, size.y);
    for (var column = first.x; column <= last.x; column++) {
      let value = cell_at(channel, row, column);
      finite = finite & is_finite(value);
      sum += value * tall * part_on(column, start.x, end.x, size.x);
    }
  }
  return vec2f(sum, select(0.0, 1.0, finite));
}
