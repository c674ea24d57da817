/** How many pixels of the screen a part of an element has. Knows no session. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Also fires when the window moves to a screen with another pixel ratio, where the browser can tell. */
const OBSERVED_BOX =
  'devicePixelContentBoxSize' in ResizeObserverEntry.prototype
    ? 'device-pixel-content-box'
    : 'content-box';

/** `width` and `height` of what `find` finds, in device pixels; `changed` is told of every change. */
export class RoomController implements ReactiveController {
  width = 0;
  height = 0;
  readonly #find: () => Element | null;
  readonly #changed: () => void;
  #observed: Element | null = null;
  #observer: ResizeObserver | null = null;

  constructor(host: ReactiveControllerHost, find: () => Element | null, changed: () => void) {
    this.#find = find;
    this.#changed = changed;
    host.addController(this);
  }

  hostUpdated(): void {
    const room = this.#find();
    if (room === this.#observed) return;
    this.hostDisconnected();
    if (!room) return;
    this.#observed = room;
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry) this.#measure(entry.contentRect);
    });
    this.#observer.observe(room, { box: OBSERVED_BOX });
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#observed = null;
  }

  #measure({ width, height }: DOMRectReadOnly): void {
    this.width = Math.floor(width * devicePixelRatio);
    this.height = Math.floor(height * devicePixelRatio);
    this.#changed();
  }
}
