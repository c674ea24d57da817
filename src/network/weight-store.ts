/** What takes the weights of one layer in, in the order of their source. Knows no kind of layer. */
import type { Disposable, Owned } from '../base/index.ts';
import type { StoredWeights } from '../gpu/index.ts';

/** The buffers of a layer's weights while they are being filled. */
export interface WeightStore extends Disposable {
  /** Theirs who close the store; disposed of with it if they do not. */
  readonly weights: Owned<StoredWeights>;
  /** The next values of the source, from its element `offset` on. */
  write(values: Float32Array, offset: number): void;
  /** Brings what is still held to the GPU, and frees what only the writing needed. */
  close(): void;
}
