/** From RGB 0..255 to what a network was trained on, and back, the obvious way. */
import type { InputSpec } from '../input-spec.ts';
import type { Tensor3 } from '../tensor.ts';

/** RGB 0..255 to network space: (value in the model's range - mean) / std. */
export function preprocess({ shape, data }: Tensor3, spec: InputSpec): Tensor3 {
  return {
    shape,
    data: reordered(data, spec, (value, c) => (value / unit(spec) - spec.mean[c]) / spec.std[c]),
  };
}

/** Network space to RGB, cut off at 0 and 255. */
export function deprocess({ shape, data }: Tensor3, spec: InputSpec): Tensor3 {
  const inverse = (value: number, c: 0 | 1 | 2): number =>
    Math.min(255, Math.max(0, (value * spec.std[c] + spec.mean[c]) * unit(spec)));
  return { shape, data: reordered(data, spec, inverse, true) };
}

function unit(spec: InputSpec): number {
  return spec.range === '0..1' ? 255 : 1;
}

/** Swaps red and blue where the model wants BGR; `map` is told the model's channel. */
function reordered(
  data: Float32Array,
  spec: InputSpec,
  map: (value: number, modelChannel: 0 | 1 | 2) => number,
  back = false,
): Float32Array {
  const cells = data.length / 3;
  const result = new Float32Array(data.length);
  for (const channel of [0, 1, 2] as const) {
    const other = spec.order === 'BGR' ? ((2 - channel) as 0 | 1 | 2) : channel;
    for (let cell = 0; cell < cells; cell += 1) {
      const value = data[other * cells + cell] ?? 0;
      result[channel * cells + cell] = map(value, back ? other : channel);
    }
  }
  return result;
}
