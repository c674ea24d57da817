/** In which order others have the weights of a dense layer, and how a small one is put into our own. Knows no device. */
import { rowLength } from './stored-weights.ts';

/**
 * In which order a source has the weights: that of output o and input place * channels + channel stands at
 * o * output + channel * channelStep + place * placeStep.
 */
export interface DenseOrder {
  readonly channels: number;
  readonly output: number;
  readonly channelStep: number;
  readonly placeStep: number;
}

/** [O, I] with the inputs in the layer's own order, channel last. */
export function rowOrder(inputs: number): DenseOrder {
  return { channels: inputs, output: inputs, channelStep: 1, placeStep: 0 };
}

/** [O, C * H * W]: what PyTorch has after a flattening of [C, H, W]. */
export function channelFirstOrder(inputs: number, channels: number): DenseOrder {
  return { channels, output: inputs, channelStep: inputs / channels, placeStep: 1 };
}

/** [I, O]: what Keras has. */
export function columnOrder(inputs: number, outputs: number): DenseOrder {
  return { channels: inputs, output: 1, channelStep: outputs, placeStep: 0 };
}

/** Puts some values of a source, from its element `offset` on, into f32 rows: for layers too small for a packer. */
export function placeDenseWeights(
  rows: Float32Array,
  inputs: number,
  order: DenseOrder,
  { values, offset }: { readonly values: Float32Array; readonly offset: number },
): void {
  const length = rowLength('f32', inputs);
  const isRows = order.output >= inputs;
  const places = inputs / order.channels;
  for (let k = 0; k < values.length; k += 1) {
    const from = offset + k;
    // The source counts either through the inputs of an output, or through the outputs of an input.
    const o = isRows ? Math.floor(from / order.output) : from % order.channelStep;
    const inside = isRows ? from % order.output : Math.floor(from / order.channelStep);
    const channel = isRows ? Math.floor(inside / order.channelStep) : inside;
    const place = order.placeStep === 0 ? 0 : inside % places;
    rows[o * length + place * order.channels + channel] = values[k] ?? 0;
  }
}
