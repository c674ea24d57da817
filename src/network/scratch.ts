/** Memory for numbers on their way, used again and again instead of made anew, and left to the collector meanwhile. */

/** See the head of the file. */
export class Scratch {
  #free: WeakRef<Float32Array> | null = null;

  /** `length` zeros. */
  take(length: number): Float32Array {
    const free = this.#free?.deref();
    this.#free = null;
    if (!free || free.buffer.byteLength < length * Float32Array.BYTES_PER_ELEMENT) {
      return new Float32Array(length);
    }
    return new Float32Array(free.buffer, 0, length).fill(0);
  }

  /** Whoever took it needs it no more. */
  giveBack(values: Float32Array): void {
    const whole = new Float32Array(values.buffer);
    const free = this.#free?.deref();
    if (!free || free.length < whole.length) this.#free = new WeakRef(whole);
  }
}
