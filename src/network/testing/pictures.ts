/** Pictures for tests in Node: PNG files, and seeded noise. */
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { createRandom } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import type { Gpu, GpuTexture } from '../../gpu/index.ts';

/** Pixels as RGBA bytes, row by row. */
export interface TestPicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** Decodes a PNG file. */
export function readPng(path: string): TestPicture {
  const { width, height, data } = PNG.sync.read(readFileSync(path));
  return { width, height, rgba: data };
}

/** Opaque noise, the same on every machine. */
export function noisePicture(width: number, height: number, seed: number): TestPicture {
  const random = createRandom(seed);
  const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : Math.floor(256 * random()),
  );
  return { width, height, rgba };
}

/** The picture as a texture. */
export function pictureTexture(gpu: Gpu, { width, height, rgba }: TestPicture): Owned<GpuTexture> {
  const texture = gpu.texture('test.picture', width, height);
  gpu.uploadTexels(texture, rgba);
  return texture;
}
