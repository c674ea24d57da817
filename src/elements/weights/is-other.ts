/** When a property with an object of numbers has changed. Knows no element. */

/** Whether `now` differs from `before` in what it holds, not only in being another object. */
export function isOther(now: unknown, before: unknown): boolean {
  return now !== before && JSON.stringify(now) !== JSON.stringify(before);
}
