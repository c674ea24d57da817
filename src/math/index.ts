/** Public face of math: shapes and numbers, no GPU and no page. */
export { COLORMAPS, DIVERGING, SEQUENTIAL } from './colormaps.ts';
export type { ColormapName, DivergingName, SequentialName } from './colormaps.ts';
export { cellAt, layoutGrid, tileOrigin } from './grid-layout.ts';
export type { GridCell, GridLayout, GridRequest } from './grid-layout.ts';
export type { ChannelTriple, InputSpec } from './input-spec.ts';
export { sourceRectangle, triangleTaps } from './resample.ts';
export type { Extent, Fit, Rectangle, ResampleTaps } from './resample.ts';
export { transposedTaps } from './transposed-taps.ts';
export { OUTPUT_MODES, PADDING_MODES, paddedCell, paddedOutput, paddingFor } from './padding.ts';
export type { OutputMode, PaddedGeometry, PaddingMode } from './padding.ts';
export type { ReluRule } from './relu-rule.ts';
export { convolutionOutput, poolOutput } from './shapes.ts';
export type { ConvolutionGeometry, Pair } from './shapes.ts';
export { formatShape, sizeOf } from './tensor.ts';
export type { Shape3, Tensor3 } from './tensor.ts';
export { PIXEL_FIELD, widenField } from './receptive-field.ts';
export type { ReceptiveField, SlidingWindow } from './receptive-field.ts';
export type { ColorScale, Limits } from './color-scale.ts';
export { scaleLimits, scaleShare } from './color-scale.ts';
export {
  cellOfFlattened,
  clipRectangle,
  fieldOfCell,
  placementOfMap,
  windowOfCell,
} from './unit-geometry.ts';
export type { FieldPair, WindowGeometry } from './unit-geometry.ts';
export { VALUE_PARTS, partOfValue, percentileOf } from './value-parts.ts';
