// Where a cell of a transformed picture comes from, in cells of the picture:
//   (x, y) = (xx * column + xy * row + x0, yx * column + yy * row + y0),
// in a picture that was rolled by roll_x and roll_y cells before, with a constant or its
// mirror image around it.

struct Params {
  width: u32,
  height: u32,
  output_width: u32,
  output_height: u32,
  xx: f32,
  xy: f32,
  yx: f32,
  yy: f32,
  x0: f32,
  y0: f32,
  roll_x: u32,
  roll_y: u32,
  mirrored: u32,
  value: f32,
  gain: f32,
}

@group(0) @binding(0) var<uniform> params: Params;

fn place_of(column: f32, row: f32) -> vec2f {
  let x = params.xx * column + params.xy * row + params.x0;
  let y = params.yx * column + params.yy * row + params.y0;
  return vec2f(x, y);
}
