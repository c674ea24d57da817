/** Public face of what only the labs compute: pixels, windows and their relations, kernels to begin with. Loaded with them. */
export { LAB_DISPLAYS, displayColor, maskColor, paintPicture, wrapFactor } from './display.ts';
export type { LabColor, LabDisplay, LabLook } from './display.ts';
export { pixelValues } from './pixels.ts';
export { windowValues } from './window-values.ts';
export type { CellWindow } from './window-values.ts';
export {
  inputsOfTap,
  neighbourhood,
  outputsOf,
  patchOf,
  poolGeometry,
  tiesOf,
  windowSpan,
} from './window-relations.ts';
export type {
  LabCell,
  LabWindow,
  MapExtent,
  OutputTap,
  PatchTap,
  TapInputs,
} from './window-relations.ts';
export { KERNEL_PRESETS, presetKernel, presetSizes } from './kernel-presets.ts';
export type { KernelPreset } from './kernel-presets.ts';
