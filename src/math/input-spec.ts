/** What numbers a network was trained on. Knows no network and no picture. */

/** One number for each of the model's three input channels, in the model's own order. */
export type ChannelTriple = readonly [number, number, number];

/** How RGB bytes become a network's input: reordered, scaled to `range`, minus `mean`, divided by `std`. */
export interface InputSpec {
  readonly order: 'RGB' | 'BGR';
  readonly range: '0..255' | '0..1';
  readonly mean: ChannelTriple;
  readonly std: ChannelTriple;
}
