/** Painters that the first maps do without, fetched together when one of them is first wanted. */
export { MapPainter } from './map-painter.ts';
export { RailPainter } from './rail-painter.ts';
export { WeightsPainter } from './weights-painter.ts';
