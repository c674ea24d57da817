/** English: what can be taken away: pictures, numbers, links, feature vectors. */

export const takeEn = {};
