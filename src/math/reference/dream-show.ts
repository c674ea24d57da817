/** A picture that grows as the bytes that are shown, the obvious way. Sums are 64-bit. */
import type { Display } from '../dream/recipe-types.ts';
import type { Tensor3 } from '../tensor.ts';

/** RGBA bytes of a picture [3, H, W] of 0..range without `margin` pixels on every side, row by row. */
export function showPicture(
  { shape: [, height, width], data }: Tensor3,
  { display, range, margin }: { display: Display; range: number; margin: number },
): Uint8ClampedArray {
  const [rows, columns] = [height - 2 * margin, width - 2 * margin];
  const cells = rows * columns;
  const shown = Float64Array.from({ length: 3 * cells }, (_, index) => {
    const [channel, cell] = [Math.floor(index / cells), index % cells];
    const [y, x] = [margin + Math.floor(cell / columns), margin + (cell % columns)];
    return data[(channel * height + y) * width + x] ?? NaN;
  });
  const scaled =
    display.kind === 'clip'
      ? shown.map((value) => (255 / range) * value)
      : standard(shown, display).map((value) => 255 * value);
  const bytes = new Uint8ClampedArray(4 * cells).fill(255);
  scaled.forEach((value, index) => {
    bytes[4 * (index % cells) + Math.floor(index / cells)] = value;
  });
  return bytes;
}

function standard(
  values: Float64Array,
  { deviation, epsilon }: Display & { kind: 'standardised' },
): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => ((value - mean) / (Math.sqrt(square) + epsilon)) * deviation + 0.5);
}
