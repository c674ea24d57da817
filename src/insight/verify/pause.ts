/** Lets the page breathe between two pieces of work. Knows no page. */

/** Resolves when what waits has had its turn. Throws the signal's reason. */
export async function pause(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
}
