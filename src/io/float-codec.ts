/** Small floating point formats to Float32Array and back. Values stay exact on the way to float32. */

import type { TensorType } from './archive.ts';

const HALF_EXPONENT_BIAS_GAP = 112;
const HALF_SUBNORMAL_UNIT = 2 ** -24;
const BYTES_PER_HALF = 2;

/** IEEE binary16, little endian, to float32. */
export function decodeF16(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(bytes.byteLength / BYTES_PER_HALF);
  const bits = new Uint32Array(values.buffer);
  for (let i = 0; i < values.length; i += 1) {
    const half = view.getUint16(i * BYTES_PER_HALF, true);
    const exponent = (half >> 10) & 0x1f;
    const mantissa = half & 0x3ff;
    if (exponent === 0) {
      values[i] = (half & 0x8000 ? -1 : 1) * mantissa * HALF_SUBNORMAL_UNIT;
    } else {
      const wide = exponent === 0x1f ? 0xff : exponent + HALF_EXPONENT_BIAS_GAP;
      bits[i] = ((half & 0x8000) << 16) | (wide << 23) | (mantissa << 13);
    }
  }
  return values;
}

/** bfloat16, little endian, to float32: the upper half of its bits. */
export function decodeBF16(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(bytes.byteLength / BYTES_PER_HALF);
  const bits = new Uint32Array(values.buffer);
  for (let i = 0; i < values.length; i += 1) {
    bits[i] = view.getUint16(i * BYTES_PER_HALF, true) << 16;
  }
  return values;
}

/** float32, little endian. Shares the memory of `bytes` where its alignment allows. */
export function decodeF32(bytes: Uint8Array): Float32Array {
  const aligned = bytes.byteOffset % Float32Array.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  return new Float32Array(
    aligned.buffer,
    aligned.byteOffset,
    aligned.byteLength / Float32Array.BYTES_PER_ELEMENT,
  );
}

/** float64, little endian, rounded to float32. */
export function decodeF64(bytes: Uint8Array): Float32Array {
  const aligned = bytes.byteOffset % Float64Array.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  const { buffer, byteOffset, byteLength } = aligned;
  return Float32Array.from(
    new Float64Array(buffer, byteOffset, byteLength / Float64Array.BYTES_PER_ELEMENT),
  );
}

const DECODERS: Readonly<Record<TensorType, (bytes: Uint8Array) => Float32Array>> = {
  F64: decodeF64,
  F32: decodeF32,
  F16: decodeF16,
  BF16: decodeBF16,
};

/** Stored numbers of any known format as float32; may share the memory of `bytes`. */
export function decodeTensor(type: TensorType, bytes: Uint8Array): Float32Array {
  return DECODERS[type](bytes);
}

/** From here on a half is infinite. */
const INFINITE_FROM = 0x477ff000;
const SMALLEST_NORMAL = 0x38800000;
const F32_INFINITY = 0x7f800000;
const HALF_INFINITY = 0x7c00;
const HALF_QUIET = 0x200;
/** Half of the last bit that is kept, less one. */
const ROUND_BELOW = 0xfff;
/** Doubles of this size have no fraction: adding it rounds to nearest, ties to even. */
const NO_FRACTION = 2 ** 52;

/** float32 to IEEE binary16: nearest, ties to even; from 65520 on infinite. */
export function encodeF16(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(bits.length);
  bits.forEach((word, index) => {
    halves[index] = ((word >>> 16) & 0x8000) | halfOf(word & 0x7fffffff);
  });
  return halves;
}

function halfOf(magnitude: number): number {
  if (magnitude > F32_INFINITY) return HALF_INFINITY | HALF_QUIET;
  if (magnitude >= INFINITE_FROM) return HALF_INFINITY;
  if (magnitude < SMALLEST_NORMAL) {
    MAGNITUDE_BITS[0] = magnitude;
    const [value = 0] = MAGNITUDE;
    return value / HALF_SUBNORMAL_UNIT + NO_FRACTION - NO_FRACTION;
  }
  const isOdd = (magnitude >>> 13) & 1;
  return ((magnitude + ROUND_BELOW + isOdd) >>> 13) - (HALF_EXPONENT_BIAS_GAP << 10);
}

const MAGNITUDE = new Float32Array(1);
const MAGNITUDE_BITS = new Uint32Array(MAGNITUDE.buffer);
