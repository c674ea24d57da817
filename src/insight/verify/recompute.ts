/**
 * Adds up single units once more: bias and terms, which another kernel computes from what lies on the GPU and which are
 * summed in double precision on the CPU. Proves the kernels on these weights, not the weights. Knows no reference.
 */
import { createRandom } from '../../base/index.ts';
import type { GridCell, Shape3, Tensor3 } from '../../math/index.ts';
import type { Layer } from '../../network/index.ts';
import type { Explainer } from '../explain/explainer.ts';
import type { RecomputeCheck } from './types.ts';

/** Sums of up to 25,088 products of mixed signs in f32, against sums of a few of them. */
const TOLERANCE = 2e-5;
const SMALLEST = 1e-30;

/** `sums` are what the layer stored: after ReLU, before a softmax. Half of the units are active ones, where there are any. */
export async function recompute(
  explainer: Explainer,
  layer: Layer,
  sums: Tensor3,
  units: number,
): Promise<RecomputeCheck> {
  const isCut = 'activation' in layer && layer.activation === 'relu';
  const largest = sums.data.reduce((most, value) => Math.max(most, Math.abs(value)), SMALLEST);
  let error = 0;
  for (const place of chosenPlaces(sums.data, units)) {
    const { preActivation } = await explainer.explain(layer.name, cellAtPlace(place, sums.shape));
    const wanted = isCut ? Math.max(0, preActivation) : preActivation;
    const gap = Math.abs(wanted - (sums.data[place] ?? Number.NaN)) / largest;
    if (!(gap <= error)) error = Number.isNaN(gap) ? Infinity : gap;
  }
  return { error, tolerance: TOLERANCE, ok: error <= TOLERANCE, units };
}

/** Every other place is moved on to the next value that is not 0. */
function chosenPlaces(data: Float32Array, units: number): readonly number[] {
  const random = createRandom(data.length);
  return Array.from({ length: units }, (_, i) => {
    const place = Math.floor(random() * data.length);
    if (i % 2 === 0) return place;
    const ahead = data.subarray(place).findIndex((value) => value !== 0);
    return ahead < 0 ? place : place + ahead;
  });
}

function cellAtPlace(place: number, [, height, width]: Shape3): GridCell {
  return {
    channel: Math.floor(place / (height * width)),
    row: Math.floor(place / width) % height,
    column: place % width,
  };
}
