/** A kernel of another size with the same weights about its anchor. Pure arithmetic. */

/** Tap of a kernel that lies on the cell it is for: of an even one the upper left of the middle four. */
export function anchorOf(size: number): number {
  return Math.floor((size - 1) / 2);
}

/** `values` of [slices, rows, columns] as [slices, size, size]: cut off, or zeros around. */
export function resizeKernel(
  values: readonly number[],
  [rows, columns]: readonly [rows: number, columns: number],
  size: number,
): number[] {
  const cells = rows * columns;
  const down = anchorOf(rows) - anchorOf(size);
  const right = anchorOf(columns) - anchorOf(size);
  const slices = Math.round(values.length / cells);
  return Array.from({ length: slices * size * size }, (_, place) => {
    const slice = Math.floor(place / (size * size));
    const row = Math.floor((place % (size * size)) / size) + down;
    const column = (place % size) + right;
    const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
    return isInside ? (values[slice * cells + row * columns + column] ?? 0) : 0;
  });
}
