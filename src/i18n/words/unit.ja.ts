/** Japanese: the unit that is pointed at: its panel, overlay, histogram, arithmetic and pins. */
import type { unitEn } from './unit.en.ts';

export const unitJa: typeof unitEn = {};
