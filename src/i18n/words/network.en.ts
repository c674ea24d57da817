/** English: the network rail, costs of layers, and the learned values. */

export const networkEn = {};
