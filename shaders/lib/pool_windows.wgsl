// Which windows of a pooling cover a cell, along one axis.

struct Params {
  input_width: u32,
  input_height: u32,
  output_width: u32,
  output_height: u32,
  window: u32,
  stride: u32,
}

fn first_window(cell: u32) -> u32 {
  let beyond = max(cell + 1u, params.window) - params.window;
  return (beyond + params.stride - 1u) / params.stride;
}

// The one after the last.
fn end_window(cell: u32, windows: u32) -> u32 {
  return min(cell / params.stride + 1u, windows);
}
