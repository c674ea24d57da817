/** Public face of the labs: a part of its own, loaded when a lab is opened. */
export { convolutionCode, poolCode } from './lab-code.ts';
export type { LabCode } from './lab-code.ts';
export { openLab } from './lab-room.ts';
export { LAB_TOUR, TOUR_FIGURES } from './lab-tour.ts';
export { goalOf } from './lab-worker.ts';
