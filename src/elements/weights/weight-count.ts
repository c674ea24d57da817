/** How many learned values a layer has, factor by factor, and at other sizes of the picture. Pure arithmetic. */
import { ShapeError } from '../../base/index.ts';
import { convolutionOutput, sizeOf } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import type { LayerSummary, WeightsFacts } from '../../session/index.ts';

/** What a factor of the count is. */
export type FactorName = 'rows' | 'columns' | 'inputs' | 'outputs';

/** The count as a product and a sum: weights = product of the factors, total = weights + biases. */
export interface WeightCount {
  readonly factors: readonly { readonly name: FactorName; readonly value: number }[];
  readonly weights: number;
  readonly biases: number;
  readonly total: number;
}

/** A layer at a size of the picture. */
export interface CountAtSize {
  /** Side of the square input, pixels. */
  readonly size: number;
  readonly before: Shape3;
  readonly maps: Shape3;
  readonly total: number;
}

/** The count of a layer with weights of `shape`. A dense layer that reads plain numbers has no rows and columns. */
export function countWeights(
  { shape: [outputs, inputs, rows, columns] }: WeightsFacts,
  parameters: number,
): WeightCount {
  const window: WeightCount['factors'] = [
    { name: 'rows', value: rows },
    { name: 'columns', value: columns },
  ];
  const weights = outputs * inputs * rows * columns;
  return {
    factors: [
      ...(rows * columns === 1 ? [] : window),
      { name: 'inputs', value: inputs },
      { name: 'outputs', value: outputs },
    ],
    weights,
    biases: parameters - weights,
    total: parameters,
  };
}

/** The shapes of all layers were the picture `size` pixels wide and high. Throws ShapeError where a window does not fit. */
export function shapesAt(
  layers: readonly LayerSummary[],
  size: number,
): ReadonlyMap<string, Shape3> {
  const shapes = new Map<string, Shape3>();
  for (const layer of layers) {
    const before = shapes.get(layer.before ?? '') ?? [layer.shape[0], size, size];
    shapes.set(layer.name, shapeAfter(layer, before));
  }
  return shapes;
}

function shapeAfter(layer: LayerSummary, before: Shape3): Shape3 {
  if (layer.window) {
    const { size: kernel, stride, padding, dilation } = layer.window;
    return convolutionOutput(before, layer.shape[0], { kernel, stride, padding, dilation });
  }
  if (layer.kind === 'input') return before;
  return layer.kind === 'flatten' ? [sizeOf(before), 1, 1] : [layer.shape[0], 1, 1];
}

/** Shapes and count of `layer` at each of `sizes`; sizes that do not fit the network are left out. */
export function countsAtSizes(
  layer: LayerSummary,
  layers: readonly LayerSummary[],
  sizes: readonly number[],
): CountAtSize[] {
  return sizes.flatMap((size) => {
    const shapes = shapesOrNull(layers, size);
    const before = shapes?.get(layer.before ?? '');
    const maps = shapes?.get(layer.name);
    return before && maps ? { size, before, maps, total: totalAt(layer, layers, before) } : [];
  });
}

function shapesOrNull(
  layers: readonly LayerSummary[],
  size: number,
): ReadonlyMap<string, Shape3> | null {
  try {
    return shapesAt(layers, size);
  } catch (error) {
    if (error instanceof ShapeError) return null;
    throw error;
  }
}

/** A convolution has the same weights at every size; a dense layer one a number that it reads, and output. */
function totalAt(layer: LayerSummary, layers: readonly LayerSummary[], before: Shape3): number {
  if (layer.kind !== 'dense') return layer.parameters;
  const now = layers.find(({ name }) => name === layer.before)?.shape ?? before;
  const outputs = layer.shape[0];
  const biases = layer.parameters - sizeOf(now) * outputs;
  return sizeOf(before) * outputs + biases;
}

/** The layer whose channels the weights of `layer` belong to: the one before it, or the one before the flattening. */
export function layerOfInputs(
  layer: LayerSummary,
  layers: readonly LayerSummary[],
): LayerSummary | null {
  const before = layers.find(({ name }) => name === layer.before) ?? null;
  return before?.kind === 'flatten' ? layerOfInputs(before, layers) : before;
}
