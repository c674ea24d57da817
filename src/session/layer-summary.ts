/** What people are told of the layers of a network at one input size. */
import type { WindowGeometry } from '../math/index.ts';
import { planLayers } from '../network/index.ts';
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
      window: windowOf(layer),
      activation: 'activation' in layer ? layer.activation : null,
      block,
    };
  });
}

function windowOf(layer: Layer): WindowGeometry | null {
  switch (layer.kind) {
    case 'convolution': {
      const { kernel, stride, padding, dilation } = layer;
      return { size: kernel, stride, padding, dilation };
    }
    case 'max-pool':
    case 'average-pool': {
      const { window, stride } = layer;
      return {
        size: [window, window],
        stride: [stride, stride],
        padding: [0, 0],
        dilation: [1, 1],
      };
    }
    case 'input':
    case 'flatten':
    case 'global-average-pool':
    case 'dense':
      return null;
    default:
      return layer satisfies never;
  }
}
