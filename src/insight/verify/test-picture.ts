/**
 * A picture by formula, in whole numbers only, so that every machine makes the same bytes: nine tiles, each with waves and
 * a shape in colours of its own, and noise over all. Where a channel of a network finds nothing, a wrong weight behind it
 * stays unseen; here 6 of Kawasemi-mini's last 128 channels find nothing. `scripts/reference-values.py` has the same formula:
 * change both, then the values. Knows no network.
 */

/** Square pixels as RGBA bytes, row by row. */
export interface SquarePicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

const LAST = 255;
const COLOURS = 256;
const CHANNELS = 3;
/** Tiles along a side. */
const TILES = 3;
/** Odd numbers with well mixed bits. */
const [FIRST_FACTOR, SECOND_FACTOR, THIRD_FACTOR] = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35];
const WAVE_SEED = 77;
/** Noise from -16 to 15: the top 5 bits of a hash. */
const NOISE_SHIFT = 27;
const NOISE_BIAS = 16;

/** The test picture, `side` pixels wide and high; at least 3. */
export function testPicture(side: number): SquarePicture {
  const rgba = new Uint8Array(4 * side * side).fill(LAST);
  const tileSide = Math.floor(side / TILES);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const column = Math.min(TILES - 1, Math.floor(x / tileSide));
      const row = Math.min(TILES - 1, Math.floor(y / tileSide));
      const tile = TILES * row + column;
      const wave = waveAt(tile, x, y);
      const right = 2 * (x - column * tileSide) - tileSide;
      const down = 2 * (y - row * tileSide) - tileSide;
      const isInside = isInShape(tile, right, down, tileSide);
      for (let channel = 0; channel < CHANNELS; channel += 1) {
        const value = colourAt(tile, channel, wave, isInside) + noiseAt(x, y, channel);
        rgba[4 * (y * side + x) + channel] = Math.min(LAST, Math.max(0, value));
      }
    }
  }
  return { width: side, height: side, rgba };
}

/** 0..255: parabolas, in a direction and with a period of the tile's own. */
function waveAt(tile: number, x: number, y: number): number {
  const bits = bitsOfTile(tile);
  const [right, down] = [(bits % 7) - 3, ((bits >>> 4) % 7) - 3];
  const period = 8 + ((bits >>> 8) % 56);
  const steps = right * x + down * y + ((bits >>> 16) % 64);
  const phase = ((steps % period) + period) % period;
  return Math.floor((4 * LAST * phase * (period - phase)) / period ** 2);
}

/** A disc, a square or a band; the place is counted from the middle of the tile, in half pixels. */
function isInShape(tile: number, right: number, down: number, tileSide: number): boolean {
  const bits = bitsOfTile(tile);
  switch ((bits >>> 24) % 3) {
    case 0:
      return 4 * (right ** 2 + down ** 2) < tileSide ** 2 * (1 + ((bits >>> 20) % 4));
    case 1:
      return 2 * Math.max(Math.abs(right), Math.abs(down)) < tileSide;
    default:
      return 3 * Math.abs(right + down) < tileSide;
  }
}

/** Between two colours as the wave says, and near a third one inside of the shape. */
function colourAt(tile: number, channel: number, wave: number, isInside: boolean): number {
  const bits = mixed(Math.imul(tile, SECOND_FACTOR) + Math.imul(channel + 1, THIRD_FACTOR));
  const [low, high, inner] = [bits, bits >>> 8, bits >>> 16].map((colour) => colour % COLOURS);
  const plain = (low ?? 0) + ((((high ?? 0) - (low ?? 0)) * wave) >> 8);
  return isInside ? (plain + 3 * (inner ?? 0)) >> 2 : plain;
}

function noiseAt(x: number, y: number, channel: number): number {
  const bits = mixed(
    Math.imul(x, FIRST_FACTOR) ^ Math.imul(y, SECOND_FACTOR) ^ Math.imul(channel + 1, THIRD_FACTOR),
  );
  return (bits >>> NOISE_SHIFT) - NOISE_BIAS;
}

function bitsOfTile(tile: number): number {
  return mixed(Math.imul(tile, FIRST_FACTOR) + WAVE_SEED);
}

/** 32 well mixed bits, modulo 2^32. */
function mixed(seed: number): number {
  let bits = seed >>> 0;
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return (bits ^ (bits >>> 15)) >>> 0;
}
