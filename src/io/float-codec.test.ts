/** Halves: every one of them there and back, and rounding to the nearest, ties to even. */
import { describe, expect, test } from 'vitest';
import { decodeF16, encodeF16 } from './float-codec.ts';

const ALL = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);

function decode(bits: Uint16Array<ArrayBuffer>): Float32Array {
  return decodeF16(new Uint8Array(bits.buffer));
}

function encode(...values: number[]): number[] {
  return [...encodeF16(Float32Array.from(values))];
}

describe('encodeF16', () => {
  test('gives back every half', () => {
    const values = decode(ALL);
    const again = encodeF16(values);
    const isNaNBits = (bits: number): boolean => (bits & 0x7fff) > 0x7c00;
    const wrong = ALL.filter((bits) =>
      isNaNBits(bits) ? !isNaNBits(again[bits]!) : again[bits] !== bits,
    );
    expect([...wrong]).toEqual([]);
  });

  test('rounds to the nearest, ties to even, between all finite neighbours', () => {
    const values = decode(ALL);
    const wrong: number[] = [];
    // 0x7bff is the largest finite half.
    for (let low = 0; low < 0x7bff; low += 1) {
      const high = low + 1;
      const middle = (values[low]! + values[high]!) / 2;
      const step = values[high]! - values[low]!;
      const even = low % 2 === 0 ? low : high;
      const found = encode(middle, middle - step / 64, middle + step / 64, -middle);
      const expected = [even, low, high, even + 0x8000];
      if (found.some((bits, i) => bits !== expected[i])) wrong.push(low);
    }
    expect(wrong).toEqual([]);
  });

  test('is infinite from 65520 on', () => {
    expect(encode(65519.99, 65520, -1e30, Infinity, -Infinity)).toEqual([
      0x7bff, 0x7c00, 0xfc00, 0x7c00, 0xfc00,
    ]);
  });

  test('keeps zeros and their signs, and loses what is too small', () => {
    expect(encode(0, -0, 2 ** -25, -(2 ** -26), 2 ** -25 + 2 ** -40)).toEqual([
      0, 0x8000, 0, 0x8000, 1,
    ]);
  });

  test('reads a view that begins anywhere', () => {
    expect([...encodeF16(Float32Array.of(9, 1, -2).subarray(1))]).toEqual([0x3c00, 0xc000]);
  });
});
