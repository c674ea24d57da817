/** Re-renders an element when a signal that it read changes. Knows no session. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { effect } from '../../base/index.ts';

/** `track` runs a render function and remembers which signals it read, until the next `track`. */
export class SignalsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #stop: (() => void) | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Runs `render` once and returns its result; asks for an update when a signal it read changes. */
  track<T>(render: () => T): T {
    this.#stop?.();
    const results: T[] = [];
    this.#stop = effect(() => {
      if (results.length === 0) results.push(render());
      else this.#host.requestUpdate();
    });
    return results[0] as T;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
  }
}
