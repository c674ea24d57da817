/** In which order the learned values of a layer come, and how they are to be kept. Data only. */
import type { WeightFormat } from '../gpu/index.ts';

/** How the weights of 3 x 3 convolutions are stored; f16 only where the device has shader-f16. */
export type Precision = 'f32' | 'f16';

/**
 * In which order the numbers of a source tensor stand. Convolutions: `oihw` (PyTorch) or `hwio` (Keras, TensorFlow).
 * Dense layers: `rows` [O, I] and `columns` [I, O] with I channel-last; `rows-channel-first` [O, C * H * W].
 */
export type WeightOrder = 'oihw' | 'hwio' | 'rows' | 'rows-channel-first' | 'columns';

/** How the values of a layer come, and how they are to be kept. */
export interface UploadOptions {
  readonly order: WeightOrder;
  /** Channels of the map that a dense layer reads flattened; all its inputs where nothing was flattened. */
  readonly channels: number;
  readonly precision: Precision;
  /** Of a dense layer; `denseFormatOf` chooses when left out. */
  readonly denseFormat?: WeightFormat;
  /** Most bytes of one buffer of dense weights; the device's limit when left out. */
  readonly maxBytes?: number;
}
