/** The gradient that comes from above: made, drawn, and brought to where it is computed with. */
import { randomArray } from '../../base/index.ts';
import type { LabEngine } from '../../insight/index.ts';
import { sizeOf } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import type { LabCell } from '../../math/lab/index.ts';
import type { LabUpstream } from './lab-types.ts';

/** Keeps what was drawn as long as the output has the same shape. */
export class Upstream {
  #drawn = new Float32Array();
  #shape: Shape3 = [0, 0, 0];
  /** What the engine has: a value for each kind, and where its one is. */
  #written = '';
  #one: LabCell | null = null;

  /** Everything has to be brought anew. */
  forget(): void {
    this.#written = '';
  }

  clear(): void {
    this.#drawn = new Float32Array();
    this.forget();
  }

  draw(cells: readonly LabCell[], value: number, shape: Shape3): void {
    this.#fit(shape);
    const [channels, height, width] = shape;
    for (const { row, column } of cells) {
      if (row < 0 || column < 0 || row >= height || column >= width) continue;
      for (let channel = 0; channel < channels; channel += 1) {
        this.#drawn[(channel * height + row) * width + column] = value;
      }
    }
    this.forget();
  }

  /** The values of now. */
  values({ kind, seed }: LabUpstream, shape: Shape3, cursor: LabCell): Float32Array {
    switch (kind) {
      case 'constant':
        return new Float32Array(sizeOf(shape)).fill(1);
      case 'random':
        return randomArray(sizeOf(shape), seed);
      case 'drawn':
        this.#fit(shape);
        return this.#drawn;
      case 'one': {
        const values = new Float32Array(sizeOf(shape));
        const [channels, height, width] = shape;
        for (let channel = 0; channel < channels; channel += 1) {
          values[(channel * height + cursor.row) * width + cursor.column] = 1;
        }
        return values;
      }
    }
  }

  /** Brings the values to the engine; of a one that has moved only the two cells. */
  write(engine: LabEngine, upstream: LabUpstream, shape: Shape3, cursor: LabCell): void {
    const key = JSON.stringify([upstream, shape]);
    const isSame = key === this.#written;
    this.#written = key;
    const before = this.#one;
    this.#one = upstream.kind === 'one' ? cursor : null;
    if (!isSame) {
      engine.writeUpstream({ shape, data: this.values(upstream, shape, cursor) });
    } else if (before && this.#one) {
      for (let channel = 0; channel < shape[0]; channel += 1) {
        engine.pokeUpstream({ channel, ...before }, 0);
        engine.pokeUpstream({ channel, ...this.#one }, 1);
      }
    }
  }

  #fit(shape: Shape3): void {
    if (this.#drawn.length > 0 && String(shape) === String(this.#shape)) return;
    this.#shape = shape;
    this.#drawn = new Float32Array(sizeOf(shape));
  }
}
