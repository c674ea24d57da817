/** Packs pictures as WebP, in Node and without any network. Knows nothing of what they show. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import encode, { init } from '@jsquash/webp/encode.js';
import decode, { init as initDecoder } from '@jsquash/webp/decode.js';
import { root } from './paths.mjs';

// The encoder's own way to its program leads over the network; every Node that we run on has SIMD.
const ENCODER = '@jsquash/webp/codec/enc/webp_enc_simd.wasm';
const DECODER = '@jsquash/webp/codec/dec/webp_dec.wasm';
/** The slowest, which packs best. */
const METHOD = 6;

/** @param {string} name */
async function program(name) {
  const path = createRequire(join(root, 'package.json')).resolve(name);
  return globalThis.WebAssembly.compile(await readFile(path));
}

/** @type {Promise<unknown> | undefined} */
let encoder;
/** @type {Promise<unknown> | undefined} */
let decoder;

/**
 * @param {import('./webp.d.mts').Pixels} pixels
 * @param {number} quality 0 to 100
 * @returns {Promise<Uint8Array>}
 */
export async function encodeWebp({ data, width, height }, quality) {
  encoder ??= program(ENCODER).then((module) => init(module));
  await encoder;
  const picture = /** @type {ImageData} */ ({ data, width, height });
  const options = { quality, method: METHOD, use_sharp_yuv: 1 };
  return new Uint8Array(await encode(picture, options));
}

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<import('./webp.d.mts').Pixels>}
 */
export async function decodeWebp(bytes) {
  decoder ??= program(DECODER).then((module) => initDecoder(module));
  await decoder;
  const { data, width, height } = await decode(Uint8Array.from(bytes).buffer);
  return { data: new Uint8ClampedArray(data), width, height };
}
