// What the kernels of a padded convolution are told; see math/padding.ts.

struct Params {
  input_width: u32,
  input_height: u32,
  // Of one group; in all there are `groups` times as many.
  input_channels: u32,
  output_width: u32,
  output_height: u32,
  outputs: u32,
  groups: u32,
  kernel_x: u32,
  kernel_y: u32,
  stride_x: u32,
  stride_y: u32,
  dilation_x: u32,
  dilation_y: u32,
  before_x: u32,
  before_y: u32,
  after_x: u32,
  after_y: u32,
  padding: u32,
  value: f32,
}

const BLOCK = 4u;

// Place of a cell in a blocked tensor of scalars.
fn place_of(channel: u32, cell: u32, cells: u32) -> u32 {
  return (channel / BLOCK * cells + cell) * BLOCK + channel % BLOCK;
}
