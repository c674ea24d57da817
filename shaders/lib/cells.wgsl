// Reads one channel of a map. The kernel that includes this has bound
//   input, blocked [c / 4][y][x][c % 4] of f32, and in its Params: height, width (of the map).
//   What it makes of several cells is (value, 1), or (anything, 0) where one of them is not finite.

#include "lib/finite.wgsl"

const BLOCK = 4u;
// A cell covered by a smaller share of a pixel than this does not count: rounding, not area.
const LEAST_AREA = 1e-3;

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

// Mean by area of what lies on the map between two corners, in cells.
fn mean_between(channel: u32, low: vec2f, high: vec2f) -> vec2f {
  let cells = vec2f(f32(params.width), f32(params.height));
  let start = clamp(low, vec2f(), cells);
  let end = clamp(high, vec2f(), cells);
  let first = vec2u(min(floor(start), cells - 1.0));
  let last = max(vec2u(max(ceil(end) - 1.0, vec2f())), first);
  let area = (high.x - low.x) * (high.y - low.y);
  var sum = vec2f();
  var finite = true;
  for (var row = first.y; row <= last.y; row++) {
    let tall = min(end.y, f32(row) + 1.0) - max(start.y, f32(row));
    for (var column = first.x; column <= last.x; column++) {
      let wide = min(end.x, f32(column) + 1.0) - max(start.x, f32(column));
      let value = cell_at(channel, row, column);
      let counts = (min(tall, wide) > 0.0) & (tall * wide > LEAST_AREA * area);
      finite = finite & (is_finite(value) | !counts);
      sum += select(vec2f(), vec2f(value, 1.0) * (tall * wide), counts);
    }
  }
  return vec2f(sum.x / max(sum.y, 1e-30), select(0.0, 1.0, finite));
}

// Mix of the four cells around a point in cells (bilinear), whose middles are at one half.
fn mixed_at(channel: u32, at: vec2f) -> vec2f {
  let most = vec2i(i32(params.width), i32(params.height)) - 1;
  let corner = floor(at - 0.5);
  let part = at - 0.5 - corner;
  let low = vec2u(clamp(vec2i(corner), vec2i(), most));
  let high = vec2u(clamp(vec2i(corner) + 1, vec2i(), most));
  let cells = vec4f(
    cell_at(channel, low.y, low.x),
    cell_at(channel, low.y, high.x),
    cell_at(channel, high.y, low.x),
    cell_at(channel, high.y, high.x),
  );
  let top = mix(cells.x, cells.y, part.x);
  let bottom = mix(cells.z, cells.w, part.x);
  let finite = all(are_finite(cells));
  return vec2f(mix(top, bottom, part.y), select(0.0, 1.0, finite));
}
