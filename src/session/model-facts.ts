/** What people are told of a network that came as a file, and the sizes it can be shown at. Knows no server and no GPU. */
import { countParameters } from '../network/index.ts';
import type { RecognisedModel } from '../network/index.ts';
import type { ModelSizes } from './model-library.ts';
import type { ModelSummary } from './types.ts';

const USUAL_SIZES: readonly number[] = [64, 96, 128, 160, 192, 224, 288, 384];
const USUAL_DEFAULT_SIZE = 128;
const FULL_WIDTH_SIZE = 224;
/** Five poolings by two. */
const PIXELS_PER_LAST_CELL = 32;

/** Sizes that a model from a file can be shown at. */
export function sizesOf({ head, width }: RecognisedModel, scoreSize: number | null): ModelSizes {
  if (head.kind === 'dense') {
    const size = head.map[0] * PIXELS_PER_LAST_CELL;
    const sizes = [...new Set([...USUAL_SIZES, size])].sort((a, b) => a - b);
    return { defaultSize: size, sizes, scoreSize: size };
  }
  const defaultSize = width === 1 ? FULL_WIDTH_SIZE : USUAL_DEFAULT_SIZE;
  return { defaultSize, sizes: USUAL_SIZES, scoreSize };
}

/** What people are told of a model from a file. */
export function describeModel(name: string, recognised: RecognisedModel): ModelSummary {
  const { layers, input, architecture } = recognised;
  return {
    id: name,
    name,
    parameters: countParameters(layers),
    licence: '',
    trainSize: sizesOf(recognised, null).defaultSize,
    colorOrder: input.order,
    accuracy: null,
    origin: 'file',
    architecture,
    bytes: null,
    citation: null,
    url: null,
  };
}
