/** Numbers with a shape, as everything that leaves the engine: Float32Array in CHW order. */

/** Channels, height, width. */
export type Shape3 = readonly [channels: number, height: number, width: number];

/** A CHW tensor: element (c, y, x) stands at (c * H + y) * W + x. */
export interface Tensor3 {
  readonly shape: Shape3;
  readonly data: Float32Array;
}

/** Number of elements of a shape of any rank. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** A shape in words: `64 x 32 x 32`. */
export function formatShape(shape: readonly number[]): string {
  return shape.join(' x ');
}
