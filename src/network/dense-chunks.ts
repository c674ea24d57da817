/** Takes the weights of a large dense layer in: gathered to chunks, which the GPU packs. Knows no file. */
import type { Owned } from '../base/index.ts';
import { GROUP, prepareDensePacker } from '../gpu/index.ts';
import type { DenseOrder, DensePacker, DenseWeights, Gpu } from '../gpu/index.ts';
import type { WeightStore } from './weight-store.ts';

/** A chunk on its way to the GPU. */
const CHUNK_BYTES = 8 * 2 ** 20;
const BYTES_PER_FLOAT = Float32Array.BYTES_PER_ELEMENT;

/** A store that fills `weights`; takes them over. `isColumns`: inputs are outermost at the source. */
export async function openChunkStore(
  gpu: Gpu,
  label: string,
  weights: Owned<DenseWeights>,
  order: DenseOrder,
  isColumns: boolean,
): Promise<Owned<WeightStore>> {
  const { outputs, inputs } = weights;
  const unit = isColumns ? GROUP * outputs : inputs;
  const units = Math.max(1, Math.floor(CHUNK_BYTES / BYTES_PER_FLOAT / unit));
  const most = Math.min(units * unit, outputs * inputs);
  const packer = await prepareDensePacker(gpu, label, weights, most);
  return new ChunkStore(weights, packer, order, { isColumns, most });
}

/** Gathers values until a chunk is full: whole rows, or all outputs of some inputs. */
class ChunkStore implements WeightStore {
  readonly weights: Owned<DenseWeights>;
  readonly #packer: Owned<DensePacker>;
  readonly #order: DenseOrder;
  readonly #isColumns: boolean;
  readonly #most: number;
  readonly #total: number;
  /** Made for the first chunk that does not come in one piece. */
  #held: Float32Array | null = null;
  #count = 0;

  constructor(
    weights: Owned<DenseWeights>,
    packer: Owned<DensePacker>,
    order: DenseOrder,
    { isColumns, most }: { readonly isColumns: boolean; readonly most: number },
  ) {
    this.weights = weights;
    this.#packer = packer;
    this.#order = order;
    this.#isColumns = isColumns;
    this.#most = most;
    this.#total = weights.outputs * weights.inputs;
  }

  write(values: Float32Array, offset: number): void {
    let done = 0;
    while (done < values.length) {
      const start = offset + done - this.#count;
      const wanted = Math.min(this.#most, this.#total - start) - this.#count;
      const piece = values.subarray(done, done + wanted);
      done += piece.length;
      if (this.#count === 0 && piece.length === wanted) {
        this.#pack(piece, start);
        continue;
      }
      const held = (this.#held ??= new Float32Array(this.#most));
      held.set(piece, this.#count);
      this.#count += piece.length;
      if (piece.length < wanted) continue;
      this.#pack(held.subarray(0, this.#count), start);
      this.#count = 0;
    }
  }

  close(): void {
    this.#packer.dispose();
    this.#held = null;
  }

  dispose(): void {
    this.close();
    this.weights.dispose();
  }

  #pack(values: Float32Array, offset: number): void {
    const { outputs, inputs } = this.weights;
    const per = this.#isColumns ? outputs : inputs;
    const some = { first: offset / per, count: values.length / per };
    const all = { first: 0, count: this.#isColumns ? outputs : inputs };
    this.#packer.write({
      values,
      offset,
      order: this.#order,
      outputs: this.#isColumns ? all : some,
      inputs: this.#isColumns ? some : all,
    });
  }
}
