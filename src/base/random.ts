/** Seeded random numbers, the same on every machine: tests and noise that can be repeated. */

/** A generator of numbers in [0, 1), mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** `length` numbers uniform in [low, high). */
export function randomArray(length: number, seed: number, low = -1, high = 1): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => low + (high - low) * random());
}
