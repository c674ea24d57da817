// Places n, size - n, and, where the size is even, size / 2 + n and size / 2 - n, whose cosines and
//   sines are the same but for signs.

// How many such sets make up all places.
fn set_count(size: u32) -> u32 {
  return select(size / 2u, size / 4u, size % 2u == 0u) + 1u;
}

// An angle in parts of a turn, moved on by less than a turn.
fn turned(angle: u32, by: u32, size: u32) -> u32 {
  let sum = angle + by;
  return select(sum, sum - size, sum >= size);
}
