/** What a declared network becomes at one input size: shapes, parameters, receptive fields. Knows no weights, no GPU. */
import { ShapeError } from '../base/index.ts';
import {
  PIXEL_FIELD,
  convolutionOutput,
  formatShape,
  poolOutput,
  sizeOf,
  widenField,
} from '../math/index.ts';
import type { FieldPair, Pair, ReceptiveField, Shape3, SlidingWindow } from '../math/index.ts';
import { blockOf, parametersOf } from './layer.ts';
import type { DenseLayer, Layer } from './layer.ts';

/** Size of a network's input, in pixels. */
export interface InputSize {
  readonly height: number;
  readonly width: number;
}

/** A layer at one input size. */
export interface PlannedLayer {
  readonly layer: Layer;
  /** Of its output. */
  readonly shape: Shape3;
  readonly parameters: number;
  /** Of one unit of its output along both axes; what lies outside of the picture is counted. */
  readonly fields: FieldPair;
  /** The larger of the two. */
  readonly receptiveField: ReceptiveField;
  /** `block3` for `block3_conv2`; null outside the blocks. */
  readonly block: string | null;
}

/**
 * Plans the layers in order. Throws ShapeError (values operation, shapes, detail) naming the layer that an input of
 * this size does not fit.
 */
export function planLayers(layers: readonly Layer[], size: InputSize): readonly PlannedLayer[] {
  const done = new Map<string, Reach>();
  const planned: PlannedLayer[] = [];
  for (const layer of layers) {
    const before = reachOfInput(layer, done);
    const shape = shapeOf(layer, before?.shape ?? null, size);
    const reach = { shape, ...fieldOf(layer, shape, before) };
    done.set(layer.name, reach);
    planned.push({
      layer,
      shape,
      parameters: parametersOf(layer),
      fields: reach.fields,
      receptiveField: largerOf(reach.fields),
      block: blockOf(layer),
    });
  }
  return planned;
}

/** Number of learned values of all layers. */
export function countParameters(layers: readonly Layer[]): number {
  return layers.reduce((sum, layer) => sum + parametersOf(layer), 0);
}

/** What is known of a layer while planning. */
interface Reach {
  readonly shape: Shape3;
  readonly fields: FieldPair;
  /** Rows and columns of the map that its values come from; kept through flatten, which only writes it in a row. */
  readonly span: Pair;
}

function reachOfInput(layer: Layer, done: ReadonlyMap<string, Reach>): Reach | null {
  const [name] = layer.inputs;
  if (name === undefined) return null;
  const reach = done.get(name);
  if (!reach) throw misfit(layer, 'nothing', `it reads ${name}, which does not stand before it`);
  return reach;
}

function shapeOf(layer: Layer, before: Shape3 | null, { height, width }: InputSize): Shape3 {
  if (layer.kind === 'input' || !before) {
    const shape: Shape3 = [layer.kind === 'input' ? layer.channels : 0, height, width];
    if (shape.every((extent) => Number.isInteger(extent) && extent >= 1)) return shape;
    throw misfit(layer, formatShape(shape), 'an input has whole numbers of pixels from 1');
  }
  switch (layer.kind) {
    case 'convolution':
      if (before[0] !== layer.inputChannels) {
        throw misfit(
          layer,
          formatShape(before),
          `it takes ${String(layer.inputChannels)} channels, not ${String(before[0])}`,
        );
      }
      return naming(layer, before, sizeInWords(height, width), () =>
        convolutionOutput(before, layer.channels, layer, layer.name),
      );
    case 'max-pool':
    case 'average-pool':
      return naming(layer, before, sizeInWords(height, width), () =>
        poolOutput(before, layer.window, layer.stride, layer.name),
      );
    case 'flatten':
      return [sizeOf(before), 1, 1];
    case 'global-average-pool':
      return [before[0], 1, 1];
    case 'dense':
      expectUnits(layer, before, sizeInWords(height, width));
      return [layer.units, 1, 1];
    default:
      return layer satisfies never;
  }
}

function fieldOf(layer: Layer, shape: Shape3, before: Reach | null): Omit<Reach, 'shape'> {
  const span: Pair = [shape[1], shape[2]];
  if (!before) return { fields: [PIXEL_FIELD, PIXEL_FIELD], span };
  switch (layer.kind) {
    case 'input':
      return { fields: before.fields, span };
    case 'convolution': {
      const { kernel, stride, dilation, padding } = layer;
      const fields = widenBoth(before, (axis) => ({
        window: kernel[axis],
        stride: stride[axis],
        dilation: dilation[axis],
        padding: padding[axis],
      }));
      return { fields, span };
    }
    case 'max-pool':
    case 'average-pool':
      return { fields: widenBoth(before, () => layer), span };
    case 'flatten':
      return { fields: before.fields, span: before.span };
    case 'global-average-pool':
    case 'dense': {
      // Everything before is one window, taken in one step.
      const all = (axis: 0 | 1): SlidingWindow => ({
        window: before.span[axis],
        stride: before.span[axis],
      });
      return { fields: widenBoth(before, all), span: [1, 1] };
    }
    default:
      return layer satisfies never;
  }
}

function widenBoth({ fields }: Reach, slide: (axis: 0 | 1) => SlidingWindow): FieldPair {
  return [widenField(fields[0], slide(0)), widenField(fields[1], slide(1))];
}

function largerOf([rows, columns]: FieldPair): ReceptiveField {
  return columns.size > rows.size ? columns : rows;
}

function expectUnits(layer: DenseLayer, before: Shape3, size: string): void {
  if (sizeOf(before) === layer.inputUnits) return;
  throw misfit(
    layer,
    formatShape(before),
    `it takes ${String(layer.inputUnits)} values, but an input of ${size} gives it ${String(sizeOf(before))}`,
  );
}

function sizeInWords(height: number, width: number): string {
  return `${String(height)} x ${String(width)}`;
}

/** Runs `work`, and says of its ShapeError which input led there. */
function naming(layer: Layer, before: Shape3, size: string, work: () => Shape3): Shape3 {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw misfit(
      layer,
      formatShape(before),
      `an input of ${size} leaves it only ${formatShape(before)}, which is too small`,
      error,
    );
  }
}

function misfit(layer: Layer, shapes: string, reason: string, cause?: unknown): ShapeError {
  const detail = `${layer.name}: ${reason}`;
  return new ShapeError(
    'shape-mismatch',
    detail,
    { operation: layer.name, shapes, detail },
    { cause },
  );
}
