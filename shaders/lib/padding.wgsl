// What stands beyond the border of a map, by the names of numpy.pad: which cell of a row of
//   `extent` cells is at `index`; -1 for the constant.

const CONSTANT = 0u;
const EDGE = 1u;
const REFLECT = 2u;
const SYMMETRIC = 3u;

fn modulo(index: i32, period: i32) -> i32 {
  return ((index % period) + period) % period;
}

fn padded_cell(mode: u32, index: i32, extent: i32) -> i32 {
  if ((index >= 0) & (index < extent)) {
    return index;
  }
  if (mode == CONSTANT) {
    return -1;
  }
  if (mode == EDGE) {
    return clamp(index, 0, extent - 1);
  }
  if (mode == REFLECT) {
    // A single cell is its own mirror image.
    let period = max(1, 2 * extent - 2);
    let place = modulo(index, period);
    return select(period - place, place, place < extent);
  }
  if (mode == SYMMETRIC) {
    let place = modulo(index, 2 * extent);
    return select(2 * extent - 1 - place, place, place < extent);
  }
  return modulo(index, extent);
}
