/** What a page tells of itself and of time, so that tests can be the page. */

/** See the head of the file. */
export interface PageClock {
  readonly isHidden: () => boolean;
  /** Calls back when the page is hidden or shown again. Returns how to stop. */
  onHidden(listener: () => void): () => void;
  /** Calls back at the next frame, or soon where there are none. */
  frame(run: () => void): void;
  now(): number;
  /** Lets everybody else have a turn. */
  rest(): Promise<void>;
}

const FRAME_MS = 16;

/** The page that this is; in Node one that is always shown. */
export function pageClock(): PageClock {
  const page = (globalThis as { readonly document?: Document }).document;
  return {
    isHidden: () => page?.hidden === true,
    onHidden: (listener) => {
      page?.addEventListener('visibilitychange', listener);
      return () => page?.removeEventListener('visibilitychange', listener);
    },
    frame: (run) => {
      // There are no frames while a page is hidden.
      if (page && !page.hidden) requestAnimationFrame(run);
      else setTimeout(run, FRAME_MS);
    },
    now: () => performance.now(),
    rest: () => new Promise((resolve) => setTimeout(resolve, 0)),
  };
}
