// Winograd's minimal filtering in one dimension, 3 taps and OUTPUTS = 2 or 4 outputs of SIDE = 4 or
//   6 cells, with the matrices of Lavin and Gray (arXiv:1509.09308; points 0, 1, -1, 2, -2):
//   to_tile: transposed B times cells; from_tile: transposed A times sums; taps_to_tile: G times
//   taps.
// Flags: WIDE (4 outputs); none: 2 outputs. Values: SIDE, OUTPUTS.

const SIDE = #{SIDE}u;
const OUTPUTS = #{OUTPUTS}u;

struct Line {
#repeat i SIDE
  x#{i}: vec4f,
#end
}

struct Outputs {
#repeat i OUTPUTS
  x#{i}: vec4f,
#end
}

struct Taps {
  x0: vec4f,
  x1: vec4f,
  x2: vec4f,
}

#if WIDE
fn to_tile(x: Line) -> Line {
  let s = x.x4 - 4.0 * x.x2;
  let t = x.x3 - 4.0 * x.x1;
  let u = x.x4 - x.x2;
  let v = 2.0 * (x.x3 - x.x1);
  let first = 4.0 * x.x0 - 5.0 * x.x2 + x.x4;
  let last = 4.0 * x.x1 - 5.0 * x.x3 + x.x5;
  return Line(first, s + t, s - t, u + v, u - v, last);
}

fn from_tile(m: Line) -> Outputs {
  let s = m.x1 + m.x2;
  let t = m.x1 - m.x2;
  let u = m.x3 + m.x4;
  let v = m.x3 - m.x4;
  return Outputs(m.x0 + s + u, t + 2.0 * v, s + 4.0 * u, t + 8.0 * v + m.x5);
}

fn taps_to_tile(g: Taps) -> Line {
  let s = (g.x0 + g.x2) * (-1.0 / 6.0);
  let t = g.x1 * (1.0 / 6.0);
  let u = g.x0 * (1.0 / 24.0) + g.x2 * (1.0 / 6.0);
  let v = g.x1 * (1.0 / 12.0);
  return Line(g.x0 * 0.25, s - t, s + t, u + v, u - v, g.x2);
}
#else
fn to_tile(x: Line) -> Line {
  return Line(x.x0 - x.x2, x.x1 + x.x2, x.x2 - x.x1, x.x1 - x.x3);
}

fn from_tile(m: Line) -> Outputs {
  return Outputs(m.x0 + m.x1 + m.x2, m.x1 - m.x2 - m.x3);
}

fn taps_to_tile(g: Taps) -> Line {
  let s = 0.5 * (g.x0 + g.x2);
  let t = 0.5 * g.x1;
  return Line(g.x0, s + t, s - t, g.x2);
}
#endif
