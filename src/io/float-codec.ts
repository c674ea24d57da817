/** Small floating point formats to Float32Array and back. Values stay exact on the way to float32. */

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
