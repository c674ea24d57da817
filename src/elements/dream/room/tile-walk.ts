/** To which tile an arrow key leads, over all rows of the overview. Pure arithmetic. */

/** Which way. */
export type WalkKey = 'left' | 'right' | 'up' | 'down';

/** Where a tile is, pixels. */
interface Box {
  readonly left: number;
  readonly top: number;
}

/** Index of the tile that `key` leads to from `at`: the same one where there is none. */
export function nextTile(boxes: readonly Box[], at: number, key: WalkKey): number {
  const from = boxes[at];
  if (!from) return at;
  if (key === 'left') return Math.max(0, at - 1);
  if (key === 'right') return Math.min(boxes.length - 1, at + 1);
  const way = key === 'up' ? -1 : 1;
  // The nearest line in that direction, and in it the tile that is nearest to the column.
  let best = at;
  let line = Infinity;
  let column = Infinity;
  boxes.forEach(({ left, top }, index) => {
    const down = (top - from.top) * way;
    const across = Math.abs(left - from.left);
    if (down < 1 || down > line || (down === line && across >= column)) return;
    best = index;
    line = down;
    column = across;
  });
  return best;
}
