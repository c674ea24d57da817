/** What a kernel makes of a disc, as a tiny picture to choose it by. Pure arithmetic. */

/** Pixels of a side. */
export const PRESET_SIDE = 18;

const RGBA = 4;
const WHITE = 255;
const DARK = 0.22;
const LIGHT = 0.72;
const RADIUS = 5.6;
/** A sum of weights nearer to zero than this is zero: what is left has signs. */
const NOTHING = 1e-6;

/** RGBA bytes of a correlation with `values` of size x size; where the weights add up to zero, mid-grey is 0. */
export function presetPicture(
  values: readonly number[],
  size: number,
): Uint8ClampedArray<ArrayBuffer> {
  const results = Array.from({ length: PRESET_SIDE * PRESET_SIDE }, (_, cell) =>
    resultAt(values, size, Math.floor(cell / PRESET_SIDE), cell % PRESET_SIDE),
  );
  const sum = values.reduce((all, value) => all + value, 0);
  const isSigned = Math.abs(sum) < NOTHING;
  const largest = Math.max(...results.map(Math.abs), NOTHING);
  const bytes = new Uint8ClampedArray(RGBA * results.length).fill(WHITE);
  results.forEach((result, cell) => {
    const share = isSigned ? 0.5 + (0.5 * result) / largest : result;
    bytes.fill(share * WHITE, RGBA * cell, RGBA * cell + RGBA - 1);
  });
  return bytes;
}

function resultAt(values: readonly number[], size: number, row: number, column: number): number {
  const middle = Math.floor((size - 1) / 2);
  return values.reduce((sum, value, place) => {
    const down = Math.floor(place / size) - middle;
    const right = (place % size) - middle;
    return sum + value * discAt(row + down, column + right);
  }, 0);
}

/** Its rim takes a pixel from dark to light. */
function discAt(row: number, column: number): number {
  const middle = (PRESET_SIDE - 1) / 2;
  const inside = RADIUS + 0.5 - Math.hypot(row - middle, column - middle);
  return DARK + (LIGHT - DARK) * Math.min(1, Math.max(0, inside));
}
