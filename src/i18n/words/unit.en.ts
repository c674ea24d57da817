/** English: the unit that is pointed at: its panel, overlay, histogram, arithmetic and pins. */

export const unitEn = {};
