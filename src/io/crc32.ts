/** The check sum of ZIP members: CRC-32, polynomial 0xEDB88320 (reversed). Knows no archive. */

const POLYNOMIAL = 0xedb8_8320;
const BITS_PER_BYTE = 8;
const ALL_ONES = 0xffff_ffff;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < BITS_PER_BYTE; bit += 1) {
    rest = (rest & 1) === 0 ? rest >>> 1 : (rest >>> 1) ^ POLYNOMIAL;
  }
  return rest;
});

/** A sum that grows piece by piece. */
export class Crc32 {
  #rest = ALL_ONES;

  add(bytes: Uint8Array): void {
    let rest = this.#rest;
    for (const byte of bytes) rest = (rest >>> BITS_PER_BYTE) ^ (TABLE[(rest ^ byte) & 0xff] ?? 0);
    this.#rest = rest;
  }

  /** The sum of everything added so far. */
  get value(): number {
    return (this.#rest ^ ALL_ONES) >>> 0;
  }
}
