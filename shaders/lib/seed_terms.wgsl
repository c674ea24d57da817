// One part of an objective: `weight` times each value of a channel in a rectangle.

struct Term {
  channel: u32,
  top: u32,
  left: u32,
  // The first row and column that are outside.
  bottom: u32,
  right: u32,
  weight: f32,
}
