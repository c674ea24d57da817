/** What a person typed where a channel number is wanted. Pure. */

/** A channel, or why it is none. */
export type WantedChannel =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'channel'; readonly channel: number }
  | { readonly kind: 'none'; readonly wanted: string }
  | { readonly kind: 'not-a-number' };

/** Reads `text` for a layer of `count` channels; wide digits count as digits. */
export function readChannel(text: string, count: number): WantedChannel {
  const typed = text.normalize('NFKC').trim();
  if (typed === '') return { kind: 'nothing' };
  if (!/^-?\d+$/.test(typed)) return { kind: 'not-a-number' };
  const channel = Number(typed);
  return channel >= 0 && channel < count
    ? { kind: 'channel', channel }
    : { kind: 'none', wanted: typed };
}
