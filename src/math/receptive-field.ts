/**
 * How much of the input one unit sees, from the windows it lies behind. Knows no network.
 * Formula: Araujo, Norris, Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019.
 */

/** Along one axis, pixels of the input: `size` seen by one unit, `jump` between neighbours, `start` of unit 0's field. */
export interface ReceptiveField {
  readonly size: number;
  readonly jump: number;
  /** First pixel that unit 0 sees: negative where the field reaches over the border. */
  readonly start: number;
}

/** A convolution or pooling, as far as it matters here. */
export interface SlidingWindow {
  /** Cells a side. */
  readonly window: number;
  readonly stride: number;
  /** Distance between neighbouring cells of the window; 1 if left out. */
  readonly dilation?: number;
  /** Cells added before the first; 0 if left out. */
  readonly padding?: number;
}

/** What a pixel of the input sees: itself. */
export const PIXEL_FIELD: ReceptiveField = { size: 1, jump: 1, start: 0 };

/** The field behind one more window: size + (window - 1) * dilation * jump, jump * stride, start - padding * jump. */
export function widenField(
  { size, jump, start }: ReceptiveField,
  { window, stride, dilation = 1, padding = 0 }: SlidingWindow,
): ReceptiveField {
  return {
    size: size + (window - 1) * dilation * jump,
    jump: jump * stride,
    start: start - padding * jump,
  };
}

/** The field after each window of a chain, from the input on. */
export function receptiveFields(windows: readonly SlidingWindow[]): ReceptiveField[] {
  let field = PIXEL_FIELD;
  return windows.map((window) => (field = widenField(field, window)));
}
