/** Japanese: the network rail, costs of layers, and the learned values. */
import type { networkEn } from './network.en.ts';

export const networkJa: typeof networkEn = {};
