/**
 * The forms in which convolutions read their weights. The plain form is what a network keeps, and what explains a
 * number; the others are made of it on the device, once.
 */

/** What the weights are multiplied with: the input itself, or 4 x 4 or 6 x 6 tiles of it transformed by Winograd. */
export type WeightDomain = 'plain' | 'winograd-2' | 'winograd-4';

/** How one number is kept. `q16`: signed 16 bit, a part of the largest of its output and position, see `formBytes`. */
export type WeightStorage = 'f32' | 'f16' | 'q16';

/** See the head of the file. */
export interface WeightForm {
  readonly domain: WeightDomain;
  readonly storage: WeightStorage;
}

/** Name of a form, for labels and keys: `winograd-4.q16`. */
export function nameOfForm({ domain, storage }: WeightForm): string {
  return `${domain}.${storage}`;
}
