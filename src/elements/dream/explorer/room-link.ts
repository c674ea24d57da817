/** The address of the dream room. */

/** Of the room where one may try things with a dream. */
export function roomLink(layer: string, channel: number): string {
  return `#/dreams?layer=${encodeURIComponent(layer)}&channel=${channel}`;
}
