/** Which channels stand for all: so many of every layer that learns, evenly spread. Chosen by rule, not by how they look. */

/** A channel of a layer. */
export interface FixedChannel {
  readonly layer: string;
  readonly channel: number;
}

/** Channels of a layer that may be chosen: those that a gallery has first. Their order in a network says nothing. */
const FIRST = 16;

/** `count` channels of layers with so many each, in the order of the layers. */
export function fixedChannels(
  layers: readonly { readonly name: string; readonly channels: number }[],
  count: number,
): readonly FixedChannel[] {
  const edge = (place: number): number => Math.floor((count * place) / layers.length);
  return layers.flatMap(({ name, channels }, place) => {
    const own = edge(place + 1) - edge(place);
    return Array.from({ length: own }, (_, n) => ({
      layer: name,
      channel: Math.floor(((n + 0.5) * Math.min(channels, FIRST)) / own),
    }));
  });
}
