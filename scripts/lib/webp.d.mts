/** Types of webp.mjs, for what is bundled and for tests. */

/** RGBA, row by row. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

export declare function encodeWebp(pixels: Pixels, quality: number): Promise<Uint8Array>;
export declare function decodeWebp(bytes: Uint8Array): Promise<Pixels>;
