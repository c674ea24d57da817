/** What people are told of the layers of a network at one input size. */
import { planLayers, windowOfLayer } from '../network/index.ts';
import type { InputSize, Layer } from '../network/index.ts';
import type { LayerSummary } from './types.ts';

/** One summary for every layer, from input to output. Throws ShapeError when the size does not fit the network. */
export function summariseLayers(
  layers: readonly Layer[],
  size: InputSize,
): readonly LayerSummary[] {
  return planLayers(layers, size).map((planned) => {
    const { layer, shape, parameters, receptiveField, fields, block } = planned;
    return {
      name: layer.name,
      kind: layer.kind,
      shape,
      parameters,
      receptiveField,
      fields,
      before: layer.inputs[0] ?? null,
      window: windowOfLayer(layer),
      activation: 'activation' in layer ? layer.activation : null,
      block,
    };
  });
}
