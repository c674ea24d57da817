/** What stands beyond the border of a map, and how far a window reaches beyond it. Knows no values and no GPU. */
import { ShapeError } from '../base/index.ts';
import type { Pair } from './shapes.ts';
import { expectShape3, expectWhole, refuseWindow } from './shapes.ts';
import type { Shape3 } from './tensor.ts';

/**
 * What stands beyond the border, by the names of numpy.pad. Of a row 1 2 3, two cells on either side: `constant` c c 1 2 3 c c,
 * `edge` 1 1 1 2 3 3 3, `reflect` 3 2 1 2 3 2 1, `symmetric` 2 1 1 2 3 3 2, `wrap` 2 3 1 2 3 1 2.
 */
export const PADDING_MODES = ['constant', 'edge', 'reflect', 'symmetric', 'wrap'] as const;

/** One of `PADDING_MODES`. */
export type PaddingMode = (typeof PADDING_MODES)[number];

/**
 * How much of the output there is. `valid`: where the window lies inside. `same`: as large as the input at stride 1.
 * `full`: wherever the window touches the input.
 */
export const OUTPUT_MODES = ['valid', 'same', 'full'] as const;

/** One of `OUTPUT_MODES`. */
export type OutputMode = (typeof OUTPUT_MODES)[number];

/** How a window moves over a map that goes on beyond its border. */
export interface PaddedGeometry {
  readonly kernel: Pair;
  readonly stride: Pair;
  /** Distance between neighbouring taps. */
  readonly dilation: Pair;
  /** Rows above the first and columns left of it. */
  readonly before: Pair;
  /** Rows below the last and columns right of it. */
  readonly after: Pair;
  readonly padding: PaddingMode;
  /** What `constant` puts there. */
  readonly value: number;
}

/** Which of `extent` cells stands at `index`, which may lie outside; -1 for the constant. */
export function paddedCell(mode: PaddingMode, index: number, extent: number): number {
  if (index >= 0 && index < extent) return index;
  switch (mode) {
    case 'constant':
      return -1;
    case 'edge':
      return Math.min(extent - 1, Math.max(0, index));
    case 'reflect': {
      // A single cell is its own mirror image.
      const period = Math.max(1, 2 * extent - 2);
      const place = modulo(index, period);
      return place < extent ? place : period - place;
    }
    case 'symmetric': {
      const place = modulo(index, 2 * extent);
      return place < extent ? place : 2 * extent - 1 - place;
    }
    case 'wrap':
      return modulo(index, extent);
  }
}

/** Cells from the first tap of a kernel to its last. */
export function kernelExtent(size: number, dilation: number): number {
  return dilation * (size - 1) + 1;
}

/**
 * Rows or columns of padding that an output mode needs, before and after. The anchor of a kernel is tap floor((K - 1) / 2) as it is
 * written, the upper left one of the middle where K is even; with `same` it lies on the cell of the output's index, as in
 * scipy.signal. A flipped kernel has its anchor at the other side of the middle.
 */
export function paddingFor(
  mode: OutputMode,
  size: number,
  dilation: number,
  isFlipped: boolean,
): readonly [before: number, after: number] {
  const all = kernelExtent(size, dilation) - 1;
  if (mode === 'valid') return [0, 0];
  if (mode === 'full') return [all, all];
  const short = dilation * Math.floor((size - 1) / 2);
  return isFlipped ? [all - short, short] : [short, all - short];
}

/**
 * Shape of the output with `channels` channels: along each axis floor((N + B + A - D (K - 1) - 1) / S) + 1, with B cells before
 * and A after. Throws ShapeError when a number is not whole or too small, or when the window does not fit.
 */
export function paddedOutput(
  input: Shape3,
  channels: number,
  geometry: PaddedGeometry,
  operation = 'convolution',
): Shape3 {
  const { kernel, stride, dilation, before, after, padding, value } = geometry;
  expectShape3(operation, input);
  expectWhole(operation, 'output channels', channels, 1);
  if (!PADDING_MODES.includes(padding)) {
    const shapes = PADDING_MODES.join(', ');
    throw new ShapeError(
      'shape-mismatch',
      `${operation}: padding "${padding}" is none of ${shapes}`,
      { operation, shapes },
    );
  }
  if (!Number.isFinite(value)) {
    const message = `${operation}: the constant of the padding is ${String(value)}, which is no number`;
    throw new ShapeError('shape-mismatch', message, { operation, shapes: String(value) });
  }
  const along = (axis: 0 | 1, extent: number): number => {
    expectWhole(operation, 'kernel', kernel[axis], 1);
    expectWhole(operation, 'stride', stride[axis], 1);
    expectWhole(operation, 'dilation', dilation[axis], 1);
    expectWhole(operation, 'padding', before[axis], 0);
    expectWhole(operation, 'padding', after[axis], 0);
    const window = kernelExtent(kernel[axis], dilation[axis]);
    const room = extent + before[axis] + after[axis];
    if (window > room) refuseWindow(operation, window, room, input);
    return Math.floor((room - window) / stride[axis]) + 1;
  };
  return [channels, along(0, input[1]), along(1, input[2])];
}

function modulo(index: number, period: number): number {
  return ((index % period) + period) % period;
}
