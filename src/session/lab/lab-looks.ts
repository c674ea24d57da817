/** In which colours each picture of a lab is shown. Knows no canvas. */
import { COLORMAPS } from '../../math/index.ts';
import { displayColor } from '../../math/lab/index.ts';
import type { LabColor, LabLook } from '../../math/lab/index.ts';
import type { LabPlane, LabRange, LabSettings } from './lab-types.ts';

/** What is black and what white in a picture that is put in. */
export interface LabLimits {
  readonly low: number;
  readonly high: number;
}

const BYTE = 255;
/** Winners are orange, as what is pinned. */
const WIN: LabColor = [0.76, 0.48, 0.24, 0.8];

/** How a plane is shown; `range` of its values, where it is known already. */
export function lookOf(
  settings: LabSettings,
  limits: LabLimits | null,
  plane: LabPlane,
  range: LabRange | undefined,
): LabLook {
  const white = settings.unit === 'byte' ? BYTE : 1;
  const divisor = BYTE / white;
  const picture = limits
    ? { low: limits.low / divisor, high: limits.high / divisor }
    : { low: 0, high: white };
  const reach = range ? Math.max(Math.abs(range.min), Math.abs(range.max)) : white;
  switch (plane) {
    case 'input':
    case 'inputBefore':
      return { display: 'clamp', ...picture };
    case 'wins':
      return { display: 'mask', low: 0, high: 1, mask: WIN };
    case 'upstream':
    case 'inputGradient':
      return { display: 'diverging', low: -reach, high: reach };
    case 'output':
    case 'outputBefore':
    case 'parts':
    case 'target':
      if (settings.lab === 'pooling') return { display: 'clamp', ...picture };
      return settings.display === 'diverging'
        ? { display: 'diverging', low: -reach, high: reach }
        : { display: settings.display, ...picture };
  }
}

/** The colour of a cell in that look. */
export function colorIn(
  look: LabLook,
  values: readonly number[],
): readonly [number, number, number] {
  const [red, green, blue] = displayColor(values, look, COLORMAPS['blue-red']);
  return [red, green, blue];
}
