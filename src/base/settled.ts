/** Waiting for several things that own something. */

/** As `Promise.all`, but fails only when all have ended, so that who frees things afterwards frees everything. */
export async function settled<T extends readonly unknown[]>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
