// A row of the weights of one output block and input, transformed. Include lib/winograd.wgsl and
//   lib/flipped_taps.wgsl before.

fn row_of_taps(block: u32, c: u32, v: u32) -> Line {
  let taps = Taps(tap_at(block, c, v, 0u), tap_at(block, c, v, 1u), tap_at(block, c, v, 2u));
  return taps_to_tile(taps);
}
