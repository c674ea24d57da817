/** Does something small whenever a signal changes, without a new render. Knows no session. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { effect } from '../../base/index.ts';

/** Runs `step` after the first render, and again when a signal that it read changes, while the host is on the page. */
export class FollowController implements ReactiveController {
  readonly #step: () => void;
  #stop: (() => void) | null = null;

  constructor(host: ReactiveControllerHost, step: () => void) {
    this.#step = step;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#stop ??= effect(this.#step);
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
  }
}
